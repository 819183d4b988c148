// Copyright 2026 The NodeMCU HIL authors. SPDX-License-Identifier: Apache-2.0
#include "pgmspace.h"

#include <ctype.h>

extern "C" {

size_t strnlen_P(PGM_P text, size_t limit) {
    size_t length = 0;
    while (length < limit && pgm_read_byte(text + length) != 0) {
        length++;
    }
    return length;
}

size_t strlen_P(PGM_P text) {
    return strnlen_P(text, SIZE_MAX);
}

void *memcpy_P(void *to, PGM_VOID_P from, size_t length) {
    uint8_t *target = static_cast<uint8_t *>(to);
    const uint8_t *source = static_cast<const uint8_t *>(from);
    for (size_t i = 0; i < length; i++) {
        target[i] = pgm_read_byte(source + i);
    }
    return to;
}

int memcmp_P(const void *left, PGM_VOID_P right, size_t length) {
    const uint8_t *ours = static_cast<const uint8_t *>(left);
    const uint8_t *theirs = static_cast<const uint8_t *>(right);
    for (size_t i = 0; i < length; i++) {
        int difference = ours[i] - pgm_read_byte(theirs + i);
        if (difference != 0) {
            return difference;
        }
    }
    return 0;
}

char *strcpy_P(char *to, PGM_P from) {
    memcpy_P(to, from, strlen_P(from) + 1);
    return to;
}

char *strncpy_P(char *to, PGM_P from, size_t length) {
    size_t copied = strnlen_P(from, length);
    memcpy_P(to, from, copied);
    memset(to + copied, 0, length - copied);
    return to;
}

char *strcat_P(char *to, PGM_P from) {
    strcpy_P(to + strlen(to), from);
    return to;
}

int strncmp_P(const char *left, PGM_P right, size_t length) {
    for (size_t i = 0; i < length; i++) {
        uint8_t ours = uint8_t(left[i]);
        uint8_t theirs = pgm_read_byte(right + i);
        if (ours != theirs || ours == 0) {
            return ours - theirs;
        }
    }
    return 0;
}

int strcmp_P(const char *left, PGM_P right) {
    return strncmp_P(left, right, SIZE_MAX);
}

int strcasecmp_P(const char *left, PGM_P right) {
    for (size_t i = 0;; i++) {
        int ours = tolower(uint8_t(left[i]));
        int theirs = tolower(pgm_read_byte(right + i));
        if (ours != theirs || ours == 0) {
            return ours - theirs;
        }
    }
}
}
