/* The last step: a return from Cache_Read_Enable straight into the sketch, because mapping the cache takes away the RAM this code is in. */
    .section .text.first, "ax"
    .literal_position
    .global boot_start
    .align 4
boot_start:
    movi a1, 0x40000000
    call0 boot
    mov a0, a2
    movi a2, 0
    movi a3, 0
    movi a4, 1 /* 32 KB of cache */
    movi a5, 0x40004678 /* Cache_Read_Enable */
    movi a1, 0x40000000
    jx a5
