// Copyright 2026 The NodeMCU HIL authors. SPDX-License-Identifier: Apache-2.0
#pragma once
#include <stddef.h>
#include <stdint.h>

struct rst_info;

namespace hil {

/** Why the sketch cannot go on. Texts may lie in flash. */
struct Death {
    enum Kind { PANIC, ABORT, UNHANDLED_EXCEPTION, STACK_SMASHED, STACK_OVERFLOW };

    Kind kind;
    const char *text = nullptr;  // the exception's name; the panic's file
    int line = 0;
    const char *function = nullptr;
    const char *assertion = nullptr;
    uint32_t address = 0;
};

/** Writes the report on the serial port and restarts the chip. */
void __attribute__((noreturn)) dieOf(const Death &death);

}  // namespace hil
