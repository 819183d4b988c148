// Copyright 2026 The NodeMCU HIL authors. SPDX-License-Identifier: Apache-2.0
//
// The printf family, small: flags, width, precision, the length letters, d i u x X o b c s S p f F e g %. Format and %S may
// lie in flash. Instead of the C library's, which brings 10 KB of tables for real numbers.
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "hil_numbers.h"
#include "pgmspace.h"

namespace {

/** Counts all characters and keeps those that fit, like snprintf. */
class Sink {
public:
    Sink(char *to, size_t size) : to_(to), size_(size) {}
    void put(char value) {
        if (count_ + 1 < size_) {
            to_[count_] = value;
        }
        count_++;
    }
    void repeat(char value, int times) {
        for (; times > 0; times--) {
            put(value);
        }
    }
    int finish() {
        if (size_ > 0) {
            to_[count_ < size_ ? count_ : size_ - 1] = '\0';
        }
        return int(count_);
    }

private:
    char *to_;
    size_t size_;
    size_t count_ = 0;
};

struct Conversion {
    bool left = false;
    bool zero = false;
    bool plus = false;
    bool space = false;
    bool alternate = false;
    int width = 0;
    int precision = -1;
    int longs = 0;
};

/** Pads on the side that the flags want; text may lie in flash. */
void putPadded(Sink &out, const Conversion &how, const char *prefix, const char *text, int length, int leadingZeros) {
    int prefixLength = int(strlen(prefix));
    int padding = how.width - prefixLength - leadingZeros - length;
    if (how.zero && !how.left && padding > 0) {
        leadingZeros += padding;
        padding = 0;
    }
    if (!how.left) {
        out.repeat(' ', padding);
    }
    while (*prefix != '\0') {
        out.put(*prefix++);
    }
    out.repeat('0', leadingZeros);
    for (int i = 0; i < length; i++) {
        out.put(char(pgm_read_byte(text + i)));
    }
    if (how.left) {
        out.repeat(' ', padding);
    }
}

void putInteger(Sink &out, Conversion how, uint64_t magnitude, const char *prefix, int base, bool upperCase) {
    char buffer[hil::NUMBER_SIZE];
    const char *text = hil::unsignedText(magnitude, base, buffer, upperCase);
    int length = int(strlen(text));
    int zeros = 0;
    if (how.precision >= 0) {
        how.zero = false;
        zeros = how.precision > length ? how.precision - length : 0;
        length = how.precision == 0 && magnitude == 0 ? 0 : length;
    }
    putPadded(out, how, prefix, text, length, zeros);
}

void putReal(Sink &out, Conversion how, double value, char kind) {
    int digits = how.precision < 0 ? 6 : how.precision;
    const char *sign = __builtin_signbit(value) ? "-" : how.plus ? "+" : how.space ? " " : "";
    value = __builtin_fabs(value);
    int exponent = 0;
    bool scientific = kind == 'e';
    if ((kind == 'e' || kind == 'g') && value > 0 && !__builtin_isinf(value)) {
        double scaled = value;
        for (; scaled >= 10; exponent++) {
            scaled /= 10;
        }
        for (; scaled < 1; exponent--) {
            scaled *= 10;
        }
        if (kind == 'g') {
            digits = digits == 0 ? 1 : digits;
            scientific = exponent < -4 || exponent >= digits;
            digits = scientific ? digits - 1 : digits - 1 - exponent;
        }
        value = scientific ? scaled : value;
    }
    char buffer[hil::REAL_SIZE + 6];
    char real[hil::REAL_SIZE];
    strcpy(buffer, hil::realText(value, digits, real));
    int length = int(strlen(buffer));
    if (kind == 'g' && !how.alternate && strchr(buffer, '.') != nullptr) {
        while (buffer[length - 1] == '0') {
            length--;
        }
        length -= buffer[length - 1] == '.' ? 1 : 0;
    }
    if (scientific) {
        buffer[length++] = 'e';
        buffer[length++] = exponent < 0 ? '-' : '+';
        unsigned magnitude = unsigned(exponent < 0 ? -exponent : exponent);
        if (magnitude >= 100) {
            buffer[length++] = char('0' + magnitude / 100);
        }
        buffer[length++] = char('0' + magnitude / 10 % 10);
        buffer[length++] = char('0' + magnitude % 10);
    }
    putPadded(out, how, sign, buffer, length, 0);
}

uint64_t unsignedArgument(va_list &arguments, int longs) {
    return longs > 1 ? va_arg(arguments, uint64_t) : va_arg(arguments, uint32_t);
}

int64_t signedArgument(va_list &arguments, int longs) {
    return longs > 1 ? va_arg(arguments, int64_t) : va_arg(arguments, int32_t);
}

void putConversion(Sink &out, const Conversion &how, char letter, va_list &arguments) {
    switch (letter) {
        case 'd':
        case 'i': {
            int64_t value = signedArgument(arguments, how.longs);
            const char *sign = value < 0 ? "-" : how.plus ? "+" : how.space ? " " : "";
            putInteger(out, how, value < 0 ? 0 - uint64_t(value) : uint64_t(value), sign, 10, false);
            break;
        }
        case 'u':
            putInteger(out, how, unsignedArgument(arguments, how.longs), "", 10, false);
            break;
        case 'x':
        case 'X': {
            uint64_t value = unsignedArgument(arguments, how.longs);
            const char *prefix = !how.alternate || value == 0 ? "" : letter == 'x' ? "0x" : "0X";
            putInteger(out, how, value, prefix, 16, letter == 'X');
            break;
        }
        case 'o':
            putInteger(out, how, unsignedArgument(arguments, how.longs), how.alternate ? "0" : "", 8, false);
            break;
        case 'b':
            putInteger(out, how, unsignedArgument(arguments, how.longs), "", 2, false);
            break;
        case 'p':
            putInteger(out, how, va_arg(arguments, uint32_t), "0x", 16, false);
            break;
        case 'c': {
            char value = char(va_arg(arguments, int));
            putPadded(out, how, "", &value, 1, 0);
            break;
        }
        case 's':
        case 'S': {
            const char *text = va_arg(arguments, const char *);
            text = text == nullptr ? "(null)" : text;
            size_t limit = how.precision < 0 ? SIZE_MAX : size_t(how.precision);
            putPadded(out, how, "", text, int(strnlen_P(text, limit)), 0);
            break;
        }
        case 'f':
        case 'F':
        case 'e':
        case 'g':
            putReal(out, how, va_arg(arguments, double), letter == 'F' ? 'f' : letter);
            break;
        default:
            out.put('%');
            if (letter != '%') {
                out.put(letter);
            }
    }
}

/** Reads from the flags to the letter; returns the address of the letter. */
const char *readConversion(const char *format, Conversion &how, va_list &arguments) {
    char next = char(pgm_read_byte(format));
    for (;; next = char(pgm_read_byte(++format))) {
        if (next == '-') {
            how.left = true;
        } else if (next == '0') {
            how.zero = true;
        } else if (next == '+') {
            how.plus = true;
        } else if (next == ' ') {
            how.space = true;
        } else if (next == '#') {
            how.alternate = true;
        } else {
            break;
        }
    }
    auto number = [&]() {
        int value = 0;
        if (next == '*') {
            value = va_arg(arguments, int);
            next = char(pgm_read_byte(++format));
        }
        for (; next >= '0' && next <= '9'; next = char(pgm_read_byte(++format))) {
            value = value * 10 + (next - '0');
        }
        return value;
    };
    how.width = number();
    if (how.width < 0) {
        how.left = true;
        how.width = -how.width;
    }
    if (next == '.') {
        next = char(pgm_read_byte(++format));
        how.precision = number();
    }
    for (; next == 'l' || next == 'h' || next == 'z' || next == 't' || next == 'j' || next == 'L';
         next = char(pgm_read_byte(++format))) {
        how.longs += next == 'l' ? 1 : next == 'j' ? 2 : 0;
    }
    return format;
}

}  // namespace

extern "C" {

int vsnprintf_P(char *to, size_t size, PGM_P format, va_list arguments) {
    Sink out(to, size);
    va_list rest;
    va_copy(rest, arguments);
    for (char next = char(pgm_read_byte(format)); next != '\0'; next = char(pgm_read_byte(++format))) {
        if (next != '%') {
            out.put(next);
            continue;
        }
        Conversion how;
        format = readConversion(format + 1, how, rest);
        char letter = char(pgm_read_byte(format));
        if (letter == '\0') {
            break;
        }
        putConversion(out, how, letter, rest);
    }
    va_end(rest);
    return out.finish();
}

int vsnprintf(char *to, size_t size, const char *format, va_list arguments) {
    return vsnprintf_P(to, size, format, arguments);
}

int vsprintf(char *to, const char *format, va_list arguments) {
    return vsnprintf_P(to, SIZE_MAX / 2, format, arguments);
}

#define HIL_FORMAT_INTO(to, size)                                \
    va_list arguments;                                           \
    va_start(arguments, format);                                 \
    int length = vsnprintf_P(to, size, format, arguments);       \
    va_end(arguments);                                           \
    return length

int snprintf(char *to, size_t size, const char *format, ...) {
    HIL_FORMAT_INTO(to, size);
}

int snprintf_P(char *to, size_t size, PGM_P format, ...) {
    HIL_FORMAT_INTO(to, size);
}

int sprintf(char *to, const char *format, ...) {
    HIL_FORMAT_INTO(to, SIZE_MAX / 2);
}

int sprintf_P(char *to, PGM_P format, ...) {
    HIL_FORMAT_INTO(to, SIZE_MAX / 2);
}
}
