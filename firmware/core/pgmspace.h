// Copyright 2026 The NodeMCU HIL authors. SPDX-License-Identifier: Apache-2.0
//
// Constants that stay in flash. The flash window answers 32-bit loads only; a byte access there is exception 3.
#pragma once
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define HIL_TEXT_OF(value) #value
#define HIL_SECTION_NUMBERED(prefix, number) __attribute__((section(prefix HIL_TEXT_OF(number))))

/** Code in IRAM: it runs while the flash is busy. Not inlined, or it would be wherever its caller is. */
#define IRAM_ATTR __attribute__((noinline)) HIL_SECTION_NUMBERED(".iram.text.", __COUNTER__)
#define ICACHE_RAM_ATTR IRAM_ATTR
/** Code in flash, where all code without an attribute is too. */
#define ICACHE_FLASH_ATTR HIL_SECTION_NUMBERED(".irom.text.", __COUNTER__)
#define PROGMEM HIL_SECTION_NUMBERED(".irom.pstr.", __COUNTER__)
#define ICACHE_RODATA_ATTR PROGMEM

#define PGM_P const char *
#define PGM_VOID_P const void *
#define PSTR(text) (__extension__({ static const char hilFlashText[] PROGMEM __attribute__((aligned(4))) = (text); &hilFlashText[0]; }))

class __FlashStringHelper;
#define FPSTR(pointer) (reinterpret_cast<const __FlashStringHelper *>(pointer))
#define F(text) (FPSTR(PSTR(text)))

static inline __attribute__((always_inline)) uint8_t pgm_read_byte(const void *address) {
    uintptr_t at = reinterpret_cast<uintptr_t>(address);
    uint32_t word = *reinterpret_cast<const volatile uint32_t *>(at & ~uintptr_t(3));
    return uint8_t(word >> ((at & 3) * 8));
}

static inline uint16_t pgm_read_word(const void *address) {
    const uint8_t *bytes = static_cast<const uint8_t *>(address);
    return uint16_t(pgm_read_byte(bytes) | (pgm_read_byte(bytes + 1) << 8));
}

static inline uint32_t pgm_read_dword(const void *address) {
    const uint8_t *bytes = static_cast<const uint8_t *>(address);
    return pgm_read_word(bytes) | (uint32_t(pgm_read_word(bytes + 2)) << 16);
}

static inline float pgm_read_float(const void *address) {
    uint32_t bits = pgm_read_dword(address);
    float value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

static inline const void *pgm_read_ptr(const void *address) {
    return reinterpret_cast<const void *>(pgm_read_dword(address));
}

#define pgm_read_byte_near pgm_read_byte
#define pgm_read_word_near pgm_read_word
#define pgm_read_dword_near pgm_read_dword
#define pgm_read_float_near pgm_read_float
#define pgm_read_ptr_near pgm_read_ptr

extern "C" {
size_t strlen_P(PGM_P text);
size_t strnlen_P(PGM_P text, size_t limit);
void *memcpy_P(void *to, PGM_VOID_P from, size_t length);
int memcmp_P(const void *left, PGM_VOID_P right, size_t length);
char *strcpy_P(char *to, PGM_P from);
char *strncpy_P(char *to, PGM_P from, size_t length);
char *strcat_P(char *to, PGM_P from);
int strcmp_P(const char *left, PGM_P right);
int strncmp_P(const char *left, PGM_P right, size_t length);
int strcasecmp_P(const char *left, PGM_P right);
int printf_P(PGM_P format, ...) __attribute__((format(printf, 1, 2)));
int sprintf_P(char *to, PGM_P format, ...) __attribute__((format(printf, 2, 3)));
int snprintf_P(char *to, size_t size, PGM_P format, ...) __attribute__((format(printf, 3, 4)));
int vsnprintf_P(char *to, size_t size, PGM_P format, __builtin_va_list arguments) __attribute__((format(printf, 3, 0)));
}
