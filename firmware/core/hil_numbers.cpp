// Copyright 2026 The NodeMCU HIL authors. SPDX-License-Identifier: Apache-2.0
#include "hil_numbers.h"

#include <float.h>
#include <string.h>

#include "Arduino.h"
#include "hil_remark.h"

namespace {

/** A real number, rounded, brought down to one digit before the point, and how many it had. */
struct Scaled {
    bool negative;
    double value;
    int wholeDigits;

    /** Each step rounds a double, so their order decides over the last digits; it is that of the chip's core. */
    Scaled(double number, uint8_t precision) : negative(number < 0), value(negative ? -number : number), wholeDigits(1) {
        double twice = 2;
        for (unsigned i = 0; i < precision; i++) {
            twice *= 10;
        }
        value += 1 / twice;
        double power = 1;
        for (double next = 10; value >= next; next = 10 * power) {
            power = next;
            wholeDigits++;
        }
        value *= 1 + DBL_EPSILON;
        value /= power;
    }

    int length(int precision) const { return (negative ? 1 : 0) + wholeDigits + (precision > 0 ? 1 + precision : 0); }
};

}  // namespace

namespace hil {

char *unsignedText(uint64_t value, uint32_t base, char (&buffer)[NUMBER_SIZE], bool upperCase) {
    char *at = buffer + NUMBER_SIZE - 1;
    *at = '\0';
    char ten = upperCase ? 'A' : 'a';
    while (value > UINT32_MAX) {
        uint32_t digit = uint32_t(value % base);
        value /= base;
        *--at = char(digit < 10 ? '0' + digit : ten + digit - 10);
    }
    uint32_t rest = uint32_t(value);
    do {
        uint32_t digit = rest % base;
        rest /= base;
        *--at = char(digit < 10 ? '0' + digit : ten + digit - 10);
    } while (rest > 0);
    return at;
}

char *realText(double value, int width, uint8_t precision, char *to, size_t size) {
    bool known = __builtin_isfinite(value);
    int length = known ? Scaled(value, precision).length(precision) : 0;
    if (size_t(length > width || !known ? length : width) >= size) {
        HIL_REMARKS(
            "A real number with all its digits overruns the chip's buffer (40 bytes in print(), 33 in String()): the chip's "
            "memory would be damaged, so the sketch was stopped");
        panic();
    }
    return dtostrf(value, (signed char)width, precision, to);
}

}  // namespace hil

extern "C" char *dtostrf(double number, signed char width, unsigned char precision, char *to) {
    if (__builtin_isnan(number) || __builtin_isinf(number)) {
        return strcpy(to, __builtin_isnan(number) ? "nan" : "inf");
    }
    Scaled left(number, precision);
    char *at = to;
    for (int blanks = width - left.length(precision); blanks > 0; blanks--) {
        *at++ = ' ';
    }
    if (left.negative) {
        *at++ = '-';
    }
    for (int i = 0; i < left.wholeDigits + precision; i++) {
        if (i == left.wholeDigits) {
            *at++ = '.';
        }
        int digit = int(left.value);
        digit = digit > 9 ? 9 : digit;
        *at++ = char('0' + digit);
        left.value = (left.value - digit) * 10;
    }
    *at = '\0';
    return to;
}
