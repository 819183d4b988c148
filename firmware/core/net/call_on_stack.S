// Copyright 2026 The NodeMCU HIL authors. SPDX-License-Identifier: Apache-2.0
//
// void hil_call_on_stack(void (*function)(void), void *top): calls the function on another stack, whose top is a multiple
// of 16. On the chip the network runs on the SDK's stack, and not on the loop's.
    .text
    .align 4
    .global hil_call_on_stack
    .type hil_call_on_stack, @function
hil_call_on_stack:
    addi a3, a3, -16
    s32i a0, a3, 0
    s32i a1, a3, 4
    mov a1, a3
    callx0 a2
    l32i a0, a1, 0
    l32i a1, a1, 4
    ret
    .size hil_call_on_stack, . - hil_call_on_stack
