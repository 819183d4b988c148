// Copyright 2026 The NodeMCU HIL authors. SPDX-License-Identifier: Apache-2.0
#include "hil_numbers.h"

#include <string.h>

namespace hil {

char *unsignedText(uint64_t value, int base, char (&buffer)[NUMBER_SIZE], bool upperCase) {
    char *at = buffer + NUMBER_SIZE - 1;
    *at = '\0';
    uint32_t radix = base < 2 ? 10 : uint32_t(base);
    while (value > UINT32_MAX) {
        uint32_t digit = uint32_t(value % radix);
        value /= radix;
        *--at = char(digit < 10 ? '0' + digit : (upperCase ? 'A' : 'a') + digit - 10);
    }
    uint32_t rest = uint32_t(value);
    do {
        uint32_t digit = rest % radix;
        rest /= radix;
        *--at = char(digit < 10 ? '0' + digit : (upperCase ? 'A' : 'a') + digit - 10);
    } while (rest > 0);
    return at;
}

char *signedText(int64_t value, char (&buffer)[NUMBER_SIZE]) {
    char *at = unsignedText(value < 0 ? 0 - uint64_t(value) : uint64_t(value), 10, buffer);
    if (value < 0) {
        *--at = '-';
    }
    return at;
}

char *realText(double value, int digits, char (&buffer)[REAL_SIZE]) {
    if (__builtin_isnan(value)) {
        return strcpy(buffer, "nan");
    }
    if (__builtin_isinf(value)) {
        return strcpy(buffer, value < 0 ? "-inf" : "inf");
    }
    if (value > 1.8e19 || value < -1.8e19) {
        return strcpy(buffer, "ovf");
    }
    char *at = buffer;
    if (__builtin_signbit(value)) {
        *at++ = '-';
        value = -value;
    }
    if (digits > REAL_DIGITS_LIMIT) {
        digits = REAL_DIGITS_LIMIT;
    }
    double half = 0.5;
    for (int i = 0; i < digits; i++) {
        half /= 10;
    }
    value += half;
    uint64_t whole = uint64_t(value);
    double fraction = value - double(whole);
    char number[NUMBER_SIZE];
    const char *text = unsignedText(whole, 10, number);
    while (*text != '\0') {
        *at++ = *text++;
    }
    if (digits > 0) {
        *at++ = '.';
    }
    for (int i = 0; i < digits; i++) {
        fraction *= 10;
        int digit = int(fraction);
        *at++ = char('0' + digit);
        fraction -= digit;
    }
    *at = '\0';
    return buffer;
}

}  // namespace hil
