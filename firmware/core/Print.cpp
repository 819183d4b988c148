// Copyright 2026 The NodeMCU HIL authors. SPDX-License-Identifier: Apache-2.0
#include "Print.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "hil_numbers.h"

size_t Print::write(const uint8_t *data, size_t length) {
    size_t written = 0;
    while (written < length && write(data[written]) == 1) {
        written++;
    }
    return written;
}

size_t Print::print(const __FlashStringHelper *text) {
    const char *from = reinterpret_cast<const char *>(text);
    size_t left = strlen_P(from);
    size_t written = 0;
    char piece[64];
    while (left > 0) {
        size_t length = left < sizeof piece ? left : sizeof piece;
        memcpy_P(piece, from, length);
        size_t taken = write(piece, length);
        written += taken;
        if (taken < length) {
            break;
        }
        from += length;
        left -= length;
    }
    return written;
}

/** Other bases than ten show the bits: 32 of them if the value fits. */
size_t Print::print(long long value, int base) {
    char text[hil::NUMBER_SIZE];
    if (base == DEC) {
        return write(hil::signedText(value, text));
    }
    bool small = value >= INT32_MIN && value <= INT32_MAX;
    return write(hil::unsignedText(small ? uint32_t(value) : uint64_t(value), base, text));
}

size_t Print::print(unsigned long long value, int base) {
    char text[hil::NUMBER_SIZE];
    return write(hil::unsignedText(value, base, text));
}

size_t Print::print(double value, int digits) {
    char text[hil::REAL_SIZE];
    return write(hil::realText(value, digits, text));
}

size_t Print::printFormatted(const char *format, va_list arguments) {
    char small[64];
    va_list again;
    va_copy(again, arguments);
    int length = vsnprintf_P(small, sizeof small, format, arguments);
    size_t written = 0;
    if (length < int(sizeof small)) {
        written = length > 0 ? write(small, size_t(length)) : 0;
    } else if (char *large = static_cast<char *>(malloc(size_t(length) + 1))) {
        vsnprintf_P(large, size_t(length) + 1, format, again);
        written = write(large, size_t(length));
        free(large);
    }
    va_end(again);
    return written;
}

size_t Print::printf(const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    size_t written = printFormatted(format, arguments);
    va_end(arguments);
    return written;
}

size_t Print::printf_P(PGM_P format, ...) {
    va_list arguments;
    va_start(arguments, format);
    size_t written = printFormatted(format, arguments);
    va_end(arguments);
    return written;
}
