/* Vectors, level-1 interrupts and the other things that cannot be written in C.
   The frame below a1 is the documented one (256 bytes): +0 EPC1, +4 PS, +8 SAR, +12 priority mask, +16 a0, +20 a2, +24 a3, +28 a4, +32.. a5-a15. */

#define EXCEPTION_TABLE 0x3FFFC000
#define C_HANDLER_TABLE 0x3FFFC100
#define INTERRUPT_WORDS 0x3FFFC200 /* +0 enabled, +4 priority mask */
#define INTERRUPT_TABLE 0x3FFFC278 /* grows down, 8 bytes each */
#define SAVED_PS 0x3FFFDCC0
#define STACK_TOP 0x40000000

/* Code that stands at its address by itself. */
.macro at address, name
    .section .at.\address, "ax"
    .global \name
\name:
.endm
/* An entry whose body is elsewhere in this file. */
.macro entry address, name
    at \address, \name
    j body_\name
    .section .text.\name, "ax"
    .literal_position
    .align 4
body_\name:
.endm

    at 40000010, _DebugExceptionVector
1:  waiti 2
    j 1b
    at 40000020, _NMIExceptionVector
    rfi 3
    at 40000030, _KernelExceptionVector
    break 1, 0
1:  j 1b
    at 40000070, _DoubleExceptionVector
    break 1, 4
1:  j 1b
    at 40000080, _ResetVector
    j _ResetHandler

    entry 400000a4, _ResetHandler
    movi a0, 0
    wsr a0, intenable
    wsr a0, litbase
    rsil a2, 1
    movi a2, 0x40000000
    wsr a2, vecbase
    isync
    movi a2, _data_start /* ROM can only be read by aligned words, so constants live in RAM like data */
    movi a3, _data_end
    movi a4, _data_image
    bgeu a2, a3, 2f
1:  l32i a5, a4, 0
    s32i a5, a2, 0
    addi a4, a4, 4
    addi a2, a2, 4
    bltu a2, a3, 1b
2:  movi a2, _tables_start
    movi a3, _tables_end
3:  s32i a0, a2, 0
    addi a2, a2, 4
    bltu a2, a3, 3b
    movi a2, _bss_start
    movi a3, _bss_end
4:  s32i a0, a2, 0
    addi a2, a2, 4
    bltu a2, a3, 4b
    movi a1, STACK_TOP
    call0 xtos_start
    movi a2, 0x20
    wsr a2, ps
    rsync
    call0 main
5:  waiti 0
    j 5b

    entry 40000050, _UserExceptionVector
    addmi a1, a1, -256
    s32i a2, a1, 20
    s32i a3, a1, 24
    s32i a4, a1, 28
    rsr a2, exccause
    movi a3, EXCEPTION_TABLE
    addx4 a3, a2, a3
    l32i a3, a3, 0
    jx a3

.macro save_frame
    s32i a0, a1, 16
    s32i a5, a1, 32
    s32i a6, a1, 36
    s32i a7, a1, 40
    s32i a8, a1, 44
    s32i a9, a1, 48
    s32i a10, a1, 52
    s32i a11, a1, 56
    s32i a12, a1, 60
    s32i a13, a1, 64
    s32i a14, a1, 68
    s32i a15, a1, 72
    rsr a3, epc1
    s32i a3, a1, 0
    rsr a3, sar
    s32i a3, a1, 8
    movi a3, 0x21
    xsr a3, ps
    s32i a3, a1, 4
    rsync
.endm

    entry 4000dc54, _xtos_return_from_exc
    l32i a2, a1, 4
    wsr a2, ps /* EXCM is set in the saved word, so nothing interrupts us before RFE */
    rsync
    l32i a2, a1, 0
    wsr a2, epc1
    l32i a2, a1, 8
    wsr a2, sar
    l32i a0, a1, 16
    l32i a3, a1, 24
    l32i a4, a1, 28
    l32i a5, a1, 32
    l32i a6, a1, 36
    l32i a7, a1, 40
    l32i a8, a1, 44
    l32i a9, a1, 48
    l32i a10, a1, 52
    l32i a11, a1, 56
    l32i a12, a1, 60
    l32i a13, a1, 64
    l32i a14, a1, 68
    l32i a15, a1, 72
    l32i a2, a1, 20
    addmi a1, a1, 256
    rfe

    entry 4000048c, _xtos_l1int_handler
    save_frame
next_interrupt:
    rsr a2, interrupt
    rsr a3, intenable
    and a2, a2, a3
    beqz a2, 9f
    nsau a3, a2
    movi a4, 31
    sub a3, a4, a3
    ssl a3
    movi a4, 1
    sll a4, a4
    wsr a4, intclear
    slli a5, a4, 1
    neg a5, a5 /* only higher numbers may interrupt this handler */
    movi a6, INTERRUPT_WORDS
    l32i a7, a6, 0
    l32i a8, a6, 4
    s32i a8, a1, 12
    s32i a5, a6, 4
    and a5, a5, a7
    wsr a5, intenable
    movi a9, INTERRUPT_TABLE
    slli a3, a3, 3
    sub a9, a9, a3
    l32i a10, a9, 0
    l32i a2, a9, 4
    mov a3, a1
    callx0 a10
    movi a6, INTERRUPT_WORDS
    l32i a8, a1, 12
    s32i a8, a6, 4
    l32i a7, a6, 0
    and a7, a7, a8
    wsr a7, intenable
    rsync
    j next_interrupt
9:  j body__xtos_return_from_exc

    entry 40000598, _xtos_c_wrapper_handler
    save_frame
    rsr a3, exccause
    movi a4, C_HANDLER_TABLE
    addx4 a4, a3, a4
    l32i a4, a4, 0
    mov a2, a1
    callx0 a4
    j body__xtos_return_from_exc

    entry 40000590, _xtos_cause3_handler /* the real one renumbers causes 12-15; those do not happen here */
    j body__xtos_c_wrapper_handler

    at 4000dbe0, _xtos_alloca_handler
    rfe
    entry 4000dbe4, _xtos_syscall_handler
    rsr a2, epc1
    addi a2, a2, 3
    wsr a2, epc1
    l32i a3, a1, 24
    l32i a4, a1, 28
    movi a2, -1
    addmi a1, a1, 256
    rfe
    at 4000dc3c, _xtos_unhandled_interrupt
    break 1, 15
    ret
    at 4000dc44, _xtos_unhandled_exception
    j 1f
    .section .at.4000dc4b, "ax"
1:  break 1, 1
    j _xtos_unhandled_exception

    at 4000dbf8, _xtos_p_none
    ret
    entry 4000dbfc, _xtos_set_intlevel
    extui a2, a2, 0, 4
    rsr a3, ps
    srli a4, a3, 4
    slli a4, a4, 4
    or a4, a4, a2
    wsr a4, ps
    rsync
    mov a2, a3
    ret
    entry 4000dc18, _xtos_set_min_intlevel
    rsr a3, ps
    extui a4, a3, 0, 4
    bgeu a4, a2, 1f
    xor a4, a4, a3
    or a4, a4, a2
    wsr a4, ps
    rsync
1:  mov a2, a3
    ret
    at 4000056c, _xtos_restore_intlevel
    wsr a2, ps
    rsync
    ret.n

    entry 40000f74, ets_intr_lock
    rsil a2, 3
    movi a3, SAVED_PS
    s32i a2, a3, 0
    ret
    at 40000f80, ets_intr_unlock
    rsil a2, 0
    ret

    at 4000dd38, xthal_get_ccount
    rsr a2, ccount
    ret
    entry 4000dd40, xthal_set_ccompare
    bnez a2, 1f
    wsr a3, ccompare0
    esync
1:  ret
    entry 4000dd4c, xthal_get_ccompare
    movi a3, 0
    bnez a2, 1f
    rsr a3, ccompare0
1:  mov a2, a3
    ret
    at 4000dd58, xthal_get_interrupt
    rsr a2, interrupt
    ret
    at 4000dd60, xthal_set_intclear
    wsr a2, intclear
    ret.n
    at 4000e320, xthal_window_spill_nw
    ret
    at 4000e324, xthal_window_spill
    ret
    at 4000dce5, rom_divide_by_zero /* where the chip's __divsi3 stops; the helper in Java sends the CPU here */
    ill

    /* The chip rests, whatever comes: until a reset. */
    at 4000e380, hil_rest
    waiti 15
    j hil_rest

    /* esptool asks for the word at 0x40001000 to learn what chip it talks to. */
    at 40001000, rom_chip_magic
    .word 0xFFF0C101
    /* A stub loader that returns comes back to this address of main: boot from flash now. */
    entry 400010a8, rom_boot_now
    movi a1, STACK_TOP
    rsil a2, 0
    call0 boot_from_flash
    call0 run_user_code
1:  waiti 0
    j 1b
