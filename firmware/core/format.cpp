// Copyright 2026 The NodeMCU HIL authors. SPDX-License-Identifier: Apache-2.0
//
// The printf family, small: flags, width, precision, the length letters, d i u x X o c s S p f F e E g G %. Format and texts
// may lie in flash. Instead of the C library's, which brings 10 KB of tables for real numbers.
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "hil_chip.h"
#include "hil_decimal.h"
#include "hil_numbers.h"
#include "hil_remark.h"
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
    void put(const char *text) {
        while (*text != '\0') {
            put(*text++);
        }
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
    int shorts = 0;
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
    out.put(prefix);
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

void putNoNumber(Sink &out, Conversion how, bool isNan, const char *sign, bool upperCase) {
    how.zero = false;
    putPadded(out, how, sign, isNan ? (upperCase ? "NAN" : "nan") : (upperCase ? "INF" : "inf"), 3, 0);
}

/** The digits from one power of ten down to another, with the point after power pointAfter. */
void putDigits(Sink &out, const hil::Decimal &number, int from, int to, int pointAfter, bool point) {
    for (int power = from; power >= to; power--) {
        out.put(number.digit(power));
        if (power == pointAfter && point) {
            out.put('.');
        }
    }
}

void putReal(Sink &out, const Conversion &how, double value, char letter) {
    bool upperCase = letter < 'a';
    char kind = char(letter | 0x20);
    const char *sign = __builtin_signbit(value) ? "-" : how.plus ? "+" : how.space ? " " : "";
    if (!__builtin_isfinite(value)) {
        putNoNumber(out, how, __builtin_isnan(value), sign, upperCase);
        return;
    }
    hil::Decimal number(__builtin_fabs(value));
    int digits = how.precision < 0 ? 6 : how.precision;
    if (kind == 'g') {
        digits = digits == 0 ? 0 : digits - 1;
    }
    number.roundTo(kind == 'f' ? -digits : number.exponent() - digits);
    int exponent = number.exponent();
    bool scientific = kind == 'e' || (kind == 'g' && (exponent < -4 || exponent > digits));
    int top = scientific || exponent > 0 ? exponent : 0;
    int pointAfter = scientific ? exponent : 0;
    int bottom = kind == 'f' ? -digits : exponent - digits;
    if (kind == 'g' && !how.alternate) {
        while (bottom < pointAfter && number.digit(bottom) == '0') {
            bottom++;
        }
    }
    bool point = bottom < pointAfter || how.alternate;
    char tail[8] = "";
    if (scientific) {
        char text[hil::NUMBER_SIZE];
        const char *power = hil::unsignedText(unsigned(exponent < 0 ? -exponent : exponent), 10, text);
        tail[0] = upperCase ? 'E' : 'e';
        tail[1] = exponent < 0 ? '-' : '+';
        strcpy(tail + 2, strlen(power) < 2 ? "0" : "");
        strcat(tail, power);
    }
    int length = int(strlen(sign)) + top - bottom + 1 + (point ? 1 : 0) + int(strlen(tail));
    int padding = how.width - length;
    if (!how.left && !how.zero) {
        out.repeat(' ', padding);
    }
    out.put(sign);
    if (!how.left && how.zero) {
        out.repeat('0', padding);
    }
    putDigits(out, number, top, bottom, pointAfter, point);
    out.put(tail);
    if (how.left) {
        out.repeat(' ', padding);
    }
}

uint64_t unsignedArgument(va_list &arguments, const Conversion &how) {
    if (how.longs > 1) {
        return va_arg(arguments, uint64_t);
    }
    uint32_t value = va_arg(arguments, uint32_t);
    return how.shorts == 0 ? value : how.shorts == 1 ? uint16_t(value) : uint8_t(value);
}

int64_t signedArgument(va_list &arguments, const Conversion &how) {
    if (how.longs > 1) {
        return va_arg(arguments, int64_t);
    }
    int32_t value = va_arg(arguments, int32_t);
    return how.shorts == 0 ? value : how.shorts == 1 ? int16_t(value) : int8_t(value);
}

void putConversion(Sink &out, const Conversion &how, char letter, va_list &arguments) {
    switch (letter) {
        case 'd':
        case 'i': {
            int64_t value = signedArgument(arguments, how);
            const char *sign = value < 0 ? "-" : how.plus ? "+" : how.space ? " " : "";
            putInteger(out, how, value < 0 ? 0 - uint64_t(value) : uint64_t(value), sign, 10, false);
            break;
        }
        case 'u':
            putInteger(out, how, unsignedArgument(arguments, how), "", 10, false);
            break;
        case 'x':
        case 'X': {
            uint64_t value = unsignedArgument(arguments, how);
            const char *prefix = !how.alternate || value == 0 ? "" : letter == 'x' ? "0x" : "0X";
            putInteger(out, how, value, prefix, 16, letter == 'X');
            break;
        }
        case 'o':
            putInteger(out, how, unsignedArgument(arguments, how), how.alternate ? "0" : "", 8, false);
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
        case 'E':
        case 'g':
        case 'G':
            putReal(out, how, va_arg(arguments, double), letter);
            break;
        case '%':
            out.put('%');
            break;
        default:  // the C library puts out the letter, and so does this
            HIL_REMARKS(
                "printf: this core does not know a conversion that the format asks for (it knows d i u x X o c s S p f F e E g "
                "G)");
            out.put(letter);
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
        how.shorts += next == 'h' ? 1 : 0;
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

/** As on the chip: without a look at Serial, straight into UART0, byte by byte. */
#undef putchar
int putchar(int value) {
    while (UART_TX_COUNT(0) >= UART_FIFO_SIZE - 1) {
    }
    UART_FIFO(0) = uint8_t(value);
    return value;
}

int puts(const char *text) {
    while (*text != '\0') {
        putchar(*text++);
    }
    putchar('\n');
    return 1;
}

int vprintf(const char *format, va_list arguments) {
    char small[64];
    va_list again;
    va_copy(again, arguments);
    int length = vsnprintf_P(small, sizeof small, format, arguments);
    char *text = length < int(sizeof small) ? small : static_cast<char *>(malloc(size_t(length) + 1));
    if (text != nullptr && text != small) {
        vsnprintf_P(text, size_t(length) + 1, format, again);
    }
    va_end(again);
    for (int i = 0; text != nullptr && i < length; i++) {
        putchar(text[i]);
    }
    if (text != small) {
        free(text);
    }
    return text == nullptr ? -1 : length;
}

#define HIL_FORMAT_INTO(to, size)                                \
    va_list arguments;                                           \
    va_start(arguments, format);                                 \
    int length = vsnprintf_P(to, size, format, arguments);       \
    va_end(arguments);                                           \
    return length

int printf(const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    int length = vprintf(format, arguments);
    va_end(arguments);
    return length;
}

int printf_P(PGM_P format, ...) {
    va_list arguments;
    va_start(arguments, format);
    int length = vprintf(format, arguments);
    va_end(arguments);
    return length;
}

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
