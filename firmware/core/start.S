// Copyright 2026 The NodeMCU HIL authors. SPDX-License-Identifier: Apache-2.0
//
// Where eboot jumps to. The first address of the IRAM.
    .section .iram.entry, "ax"
    .literal_position
    .align  4
    .global hil_entry
    .type   hil_entry, @function
hil_entry:
    rsil    a2, 15
    movi    a1, _cont_stack_end
    movi    a2, 0x2F              // user vectors, all interrupts held back until the core is ready
    wsr     a2, ps
    rsync
    movi    a2, _bss_start
    movi    a3, _bss_end
    movi    a4, 0
    j       2f
1:  s32i    a4, a2, 0
    addi    a2, a2, 4
2:  bltu    a2, a3, 1b
    movi    a0, 0
    movi    a2, hil_main
    jx      a2
    .size   hil_entry, . - hil_entry
