// Copyright 2026 The NodeMCU HIL authors. SPDX-License-Identifier: Apache-2.0
#include "Print.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "hil_numbers.h"

namespace {

constexpr size_t FLASH_TEXT_PIECE = 128;  // as the chip's core: each piece can become a packet

/** A base below two means ten, and one byte of it counts. */
uint32_t baseOf(int base) {
    return uint8_t(base) < 2 ? 10 : uint8_t(base);
}

}  // namespace

/** The data may lie in flash. */
size_t Print::write(const uint8_t *data, size_t length) {
    size_t written = 0;
    for (size_t i = 0; i < length; i++) {
        size_t taken = write(pgm_read_byte(data + i));
        if (taken == 0) {
            break;
        }
        written += taken;
    }
    return written;
}

size_t Print::print(const __FlashStringHelper *text) {
    const char *from = reinterpret_cast<const char *>(text);
    size_t length = strlen_P(from);
    size_t written = 0;
    char piece[FLASH_TEXT_PIECE];
    while (written < length) {
        size_t count = length - written < sizeof piece ? length - written : sizeof piece;
        memcpy_P(piece, from + written, count);
        size_t taken = write(piece, count);
        if (taken == 0) {
            break;
        }
        written += taken;
    }
    return written;
}

size_t Print::print(long value, int base) {
    if (base == DEC && value < 0) {
        return print('-') + printNumber(0 - (unsigned long)value, base);
    }
    return printNumber((unsigned long)value, base);
}

/** The base 0 means the byte itself. */
size_t Print::print(unsigned long value, int base) {
    return base == 0 ? write(value) : printNumber(value, base);
}

size_t Print::print(long long value, int base) {
    if (base == DEC && value < 0) {
        return print('-') + printNumber(0 - (unsigned long long)value, base);
    }
    return printNumber((unsigned long long)value, base);
}

size_t Print::print(unsigned long long value, int base) {
    return base == 0 ? write(value) : printNumber(value, base);
}

size_t Print::printNumber(unsigned long long value, int base) {
    char text[hil::NUMBER_SIZE];
    return write(hil::unsignedText(value, baseOf(base), text));
}

size_t Print::print(double value, int digits) {
    char text[hil::PRINTED_REAL_SIZE];
    return write(hil::realText(value, 0, uint8_t(digits), text, sizeof text));
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
