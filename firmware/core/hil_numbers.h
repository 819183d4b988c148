// Copyright 2026 The NodeMCU HIL authors. SPDX-License-Identifier: Apache-2.0
//
// Numbers as text: one place for Print, String and printf.
#pragma once
#include <stddef.h>
#include <stdint.h>

namespace hil {

constexpr size_t NUMBER_SIZE = 66;  // 64 binary digits, a sign, an end
constexpr size_t REAL_SIZE = 64;    // 20 digits before the point, up to 40 after it
constexpr int REAL_DIGITS_LIMIT = 40;

/** Fills the buffer from its end and returns where the text begins. */
char *unsignedText(uint64_t value, int base, char (&buffer)[NUMBER_SIZE], bool upperCase = true);
char *signedText(int64_t value, char (&buffer)[NUMBER_SIZE]);

/** Fixed notation; "nan", "inf" and, beyond what 64 bits hold, "ovf". Returns the buffer. */
char *realText(double value, int digits, char (&buffer)[REAL_SIZE]);

}  // namespace hil
