// Copyright 2026 The NodeMCU HIL authors. SPDX-License-Identifier: Apache-2.0
//
// Functions of the C library and of the compiler's that the mask ROM has. Debian's libgcc leaves them out for that
// reason, and the chip's programs use them there: a bad pointer faults at the ROM's address. libc and libgcc were
// compiled with calls too short to reach the ROM, hence a jump each. Addresses: eagle.rom.addr.v6.ld.
    .macro  rom name, address
    .section .irom.text.rom_\name, "ax"
    .literal_position
    .align  4
    .global \name
    .type   \name, @function
\name:
    movi    a8, \address
    jx      a8
    .size   \name, . - \name
    .endm

    rom __addsf3, 0x4000c180
    rom __subsf3, 0x4000c268
    rom __mulsf3, 0x4000c3dc
    rom __fixunssfsi, 0x4000c4c4
    rom __adddf3, 0x4000c538
    rom __subdf3, 0x4000c688
    rom __muldf3, 0x4000c8f0
    rom __divdf3, 0x4000cb94
    rom __fixdfsi, 0x4000ccb8
    rom __fixunsdfsi, 0x4000cd00
    rom __truncdfsf2, 0x4000cd5c
    rom __extendsfdf2, 0x4000cdfc
    rom __divdi3, 0x4000ce60
    rom __udivdi3, 0x4000d310
    rom __umoddi3, 0x4000d770
    rom __divsi3, 0x4000dc88
    rom __umulsidi3, 0x4000dcf0
    rom __udivsi3, 0x4000e21c
    rom __umodsi3, 0x4000e268
    rom __floatunsisf, 0x4000e2a4
    rom __floatsisf, 0x4000e2ac
    rom __floatunsidf, 0x4000e2e8
    rom __floatsidf, 0x4000e2f0
    rom __muldi3, 0x40000650
    rom memcmp, 0x4000dea8
    rom memcpy, 0x4000df48
    rom memmove, 0x4000e04c
    rom memset, 0x4000e190
    rom bzero, 0x4000de84
    rom strcmp, 0x4000bdc8
    rom strcpy, 0x4000bec8
    rom strlen, 0x4000bf4c
    rom strncmp, 0x4000bfa8
    rom strncpy, 0x4000c0a0
    rom strstr, 0x4000e1e0
