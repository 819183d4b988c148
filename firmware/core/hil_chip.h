// Copyright 2026 The NodeMCU HIL authors. SPDX-License-Identifier: Apache-2.0
//
// The chip as this core uses it: registers, ROM functions, interrupts. Sources of the addresses: esp8266/Arduino
// cores/esp8266/esp8266_peri.h and tools/sdk/ld/eagle.rom.addr.v6.ld (addresses only), Espressif's register names.
#pragma once
#include <stddef.h>
#include <stdint.h>

#include "pgmspace.h"

#define HIL_REGISTER(address) (*reinterpret_cast<volatile uint32_t *>(address))

#define UART_FIFO(uart) HIL_REGISTER(0x60000000 + (uart)*0xF00)
#define UART_INT_ST(uart) HIL_REGISTER(0x60000008 + (uart)*0xF00)
#define UART_INT_ENA(uart) HIL_REGISTER(0x6000000C + (uart)*0xF00)
#define UART_INT_CLR(uart) HIL_REGISTER(0x60000010 + (uart)*0xF00)
#define UART_CLKDIV(uart) HIL_REGISTER(0x60000014 + (uart)*0xF00)
#define UART_STATUS(uart) HIL_REGISTER(0x6000001C + (uart)*0xF00)
#define UART_CONF0(uart) HIL_REGISTER(0x60000020 + (uart)*0xF00)
#define UART_CONF1(uart) HIL_REGISTER(0x60000024 + (uart)*0xF00)

#define UART_RX_COUNT(uart) (UART_STATUS(uart) & 0xFF)
#define UART_TX_COUNT(uart) ((UART_STATUS(uart) >> 16) & 0xFF)
#define UART_FIFO_SIZE 128
#define UART_CONF0_RESET_FIFOS (3u << 17)
#define UART_INT_RX_FULL (1u << 0)
#define UART_INT_PARITY (1u << 2)
#define UART_INT_FRAME (1u << 3)
#define UART_INT_RX_OVERFLOW (1u << 4)
#define UART_INT_BREAK (1u << 7)
#define UART_INT_RX_TIMEOUT (1u << 8)

#define GPIO_OUT HIL_REGISTER(0x60000300)
#define GPIO_OUT_SET HIL_REGISTER(0x60000304)
#define GPIO_OUT_CLEAR HIL_REGISTER(0x60000308)
#define GPIO_ENABLE HIL_REGISTER(0x6000030C)
#define GPIO_ENABLE_SET HIL_REGISTER(0x60000310)
#define GPIO_ENABLE_CLEAR HIL_REGISTER(0x60000314)
#define GPIO_IN HIL_REGISTER(0x60000318)
#define GPIO_STATUS HIL_REGISTER(0x6000031C)
#define GPIO_STATUS_CLEAR HIL_REGISTER(0x60000324)
#define GPIO_PIN(pin) HIL_REGISTER(0x60000328 + 4 * (pin))
#define GPIO16_OUT HIL_REGISTER(0x60000768)
#define GPIO16_ENABLE HIL_REGISTER(0x60000774)
#define GPIO16_IN HIL_REGISTER(0x6000078C)

#define FRC2_COUNT HIL_REGISTER(0x60000624)
#define FRC2_CONTROL HIL_REGISTER(0x60000628)
#define FRC2_INT HIL_REGISTER(0x6000062C)
#define FRC2_ALARM HIL_REGISTER(0x60000630)
#define FRC2_ENABLED_DIV16 0x84

#define WDT_CONTROL HIL_REGISTER(0x60000900)
#define WDT_FIRST_STAGE HIL_REGISTER(0x60000904)
#define WDT_SECOND_STAGE HIL_REGISTER(0x60000908)
#define WDT_FEED HIL_REGISTER(0x60000914)
#define WDT_FEED_VALUE 0x73

#define RTC_CONTROL HIL_REGISTER(0x60000700)
#define RTC_RESET_CAUSE HIL_REGISTER(0x60000714)
#define RTC_SYSTEM_MEMORY 0x60001100
#define RTC_USER_MEMORY 0x60001200
#define RTC_USER_MEMORY_SIZE 512

// The bus to the analog blocks: command with block, register, value and "write". Register 1 of block 0x67 starts the PLL.
#define ANALOG_COMMAND HIL_REGISTER(0x60000D10)
#define ANALOG_WRITE(block, number, value) ((block) | (number) << 8 | (value) << 16 | 1u << 24)

#define DPORT_EDGE_INTERRUPTS HIL_REGISTER(0x3FF00004)
#define DPORT_EDGE_WDT (1u << 0)
#define DPORT_EDGE_FRC2 (1u << 2)
#define DPORT_FLASH_CACHE HIL_REGISTER(0x3FF0000C)
#define DPORT_FLASH_CACHE_ENABLED (1u << 8)
#define DPORT_IO_SWAP HIL_REGISTER(0x3FF00028)
#define DPORT_SWAP_UART0 (1u << 2)
#define EFUSE_WORD(index) HIL_REGISTER(0x3FF00050 + 4 * (index))
#define RANDOM_NUMBER HIL_REGISTER(0x3FF20E44)

#define FLASH_WINDOW 0x40200000u
#define FLASH_WINDOW_SIZE 0x100000u
#define DRAM_START 0x3FFE8000u

enum Interrupt { GPIO_INTERRUPT = 4, UART_INTERRUPT = 5, WDT_INTERRUPT = 8, FRC2_INTERRUPT = 10 };

/** What the ROM's vectors leave on the stack, 256 bytes below the interrupted stack pointer. */
struct ExceptionFrame {
    uint32_t epc1;
    uint32_t ps;
    uint32_t sar;
    uint32_t virtualPriority;
    uint32_t a0;
    uint32_t a2ToA15[14];
};
#define EXCEPTION_FRAME_SIZE 256

extern "C" {
typedef void (*InterruptHandler)(void *argument, ExceptionFrame *frame);
typedef void (*ExceptionHandler)(ExceptionFrame *frame, int cause);

// Functions of the mask ROM; rom.ld has their addresses.
void ets_isr_attach(int number, InterruptHandler handler, void *argument);
void ets_isr_mask(uint32_t bits);
void ets_isr_unmask(uint32_t bits);
ExceptionHandler _xtos_set_exception_handler(int cause, ExceptionHandler handler);
void ets_delay_us(uint32_t microseconds);
void software_reset(void);
struct RomMd5 {
    uint32_t words[22];
};
void MD5Init(RomMd5 *context);
void MD5Update(RomMd5 *context, const uint8_t *data, uint32_t length);
void MD5Final(uint8_t *digest, RomMd5 *context);
int SPIRead(uint32_t address, void *destination, uint32_t length);
int SPIWrite(uint32_t address, const void *source, uint32_t length);
int SPIEraseSector(uint32_t sector);
void Cache_Read_Disable(void);
void Cache_Read_Enable(uint8_t odd, uint8_t megabytes, uint8_t big);
}

static inline __attribute__((always_inline)) uint32_t lockInterrupts() {
    uint32_t before;
    __asm__ volatile("rsil %0, 15" : "=a"(before) : : "memory");
    return before;
}

static inline __attribute__((always_inline)) void restoreInterrupts(uint32_t before) {
    __asm__ volatile("wsr %0, ps\n\trsync" : : "a"(before) : "memory");
}

/** No interrupt between the entry and the exit of a block. */
class InterruptLock {
public:
    __attribute__((always_inline)) InterruptLock() : before_(lockInterrupts()) {}
    __attribute__((always_inline)) ~InterruptLock() { restoreInterrupts(before_); }
    InterruptLock(const InterruptLock &) = delete;
    InterruptLock &operator=(const InterruptLock &) = delete;

private:
    uint32_t before_;
};
