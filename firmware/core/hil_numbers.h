// Copyright 2026 The NodeMCU HIL authors. SPDX-License-Identifier: Apache-2.0
//
// Numbers as text: one place for Print, String and printf.
#pragma once
#include <stddef.h>
#include <stdint.h>

namespace hil {

constexpr size_t NUMBER_SIZE = 66;  // 64 binary digits, a sign, an end

/** Fills the buffer from its end and returns where the text begins. A base of 36 at most has digits and letters only. */
char *unsignedText(uint64_t value, uint32_t base, char (&buffer)[NUMBER_SIZE], bool upperCase = true);

/** As many characters as the chip's core has room for, with the end: its print() and its String. */
constexpr size_t PRINTED_REAL_SIZE = 40;
constexpr size_t STRING_REAL_SIZE = 33;

/** dtostrf() into a buffer of that size; a text that is longer, which the chip's core would write over its stack, stops the sketch. */
char *realText(double value, int width, uint8_t precision, char *to, size_t size);

}  // namespace hil
