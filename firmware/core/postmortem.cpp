// Copyright 2026 The NodeMCU HIL authors. SPDX-License-Identifier: Apache-2.0
//
// The report of a crash, in the format of esp8266/Arduino 3.1 (its decoders and this project's crash reader know it), and
// the restart after it. Everything here runs with interrupts locked and writes straight to the UART.
#include "postmortem.h"

#include <stdarg.h>
#include <stdio.h>

#include "Arduino.h"
#include "hil_chip.h"
#include "hil_core.h"
#include "hil_heap.h"
#include "hil_reset.h"
#include "net/network.h"

extern "C" {
extern uint32_t _cont_stack_start[];
extern uint32_t _cont_stack_end[];
void custom_crash_callback(struct rst_info *info, uint32_t stack, uint32_t stackEnd) __attribute__((weak));
}

namespace {

constexpr uint32_t SYSTEM_STACK_END = 0x3FFFFFB0;
constexpr uint32_t DIVISION_BY_ZERO_IN_ROM = 0x4000DCE5;
constexpr uint32_t CAUSE_ILLEGAL_INSTRUCTION = 0;
constexpr uint32_t CAUSE_SYSCALL = 1;
constexpr uint32_t CAUSE_LEVEL1_INTERRUPT = 4;
constexpr uint32_t CAUSE_ALLOCA = 5;
constexpr uint32_t CAUSE_DIVISION_BY_ZERO = 6;
constexpr int CAUSES = 64;
constexpr uint32_t EXCEPTION_OFFSET = 0x150;
constexpr uint32_t WATCHDOG_OFFSET = 0x160;
constexpr uint32_t PANIC_OFFSET = 0x10;

bool softWatchdogEnabled = true;

// Stages of 0.8 ms * 2^n: 3.3 s to the software's turn, 3.3 s more to the hardware's. (On the chip: 3.2 s, and 6 to 8 s.)
constexpr uint32_t WATCHDOG_FIRST_STAGE = 12;
constexpr uint32_t WATCHDOG_SECOND_STAGE = 12;
constexpr uint32_t WATCHDOG_ENABLED_WITH_INTERRUPT = 0x39;

void put(char value) {
    while (UART_TX_COUNT(0) >= UART_FIFO_SIZE - 2) {
    }
    UART_FIFO(0) = uint8_t(value);
}

void print(PGM_P format, ...) {
    char line[160];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf_P(line, sizeof line, format, arguments);
    va_end(arguments);
    hil::feedWatchdog();
    for (const char *at = line; *at != '\0'; at++) {
        if (*at == '\n') {
            put('\r');
        }
        put(*at);
    }
}

void printCutHere() {
    print(PSTR("\n--------------- CUT HERE FOR EXCEPTION DECODER ---------------\n"));
}

/** Looks like an address of code that returned here: the dump marks such rows. */
bool looksLikeFrame(const uint32_t *row) {
    return (row[3] >= 0x40000000 && row[3] < 0x40300000) && (row[2] == 0 || row[2] >= 0x3FFE8000);
}

void printStack(uint32_t sp, uint32_t offset) {
    bool inLoop = hil::mayYield();
    bool inNetwork = hil::isOnNetworkStack(sp);
    uint32_t lowest = inNetwork ? hil::networkStackStart()
                      : inLoop  ? reinterpret_cast<uint32_t>(_cont_stack_start)
                                : DRAM_START;
    uint32_t end = inNetwork ? hil::networkStackEnd()
                   : inLoop  ? reinterpret_cast<uint32_t>(_cont_stack_end)
                             : SYSTEM_STACK_END;
    print(PSTR("\n>>>stack>>>\n\nctx: %s\nsp: %08x end: %08x offset: %04x\n"), inLoop ? "cont" : "sys", sp, end, offset);
    for (uint32_t at = max((sp + offset) & ~15u, lowest); at < end; at += 16) {
        const uint32_t *row = reinterpret_cast<const uint32_t *>(at);
        if (row[0] == hil::STACK_GUARD && row[1] == hil::STACK_GUARD && row[2] == hil::STACK_GUARD &&
            row[3] == hil::STACK_GUARD) {
            continue;
        }
        print(PSTR("%08x:  %08x %08x %08x %08x %c\n"), at, row[0], row[1], row[2], row[3], looksLikeFrame(row) ? '<' : ' ');
    }
    print(PSTR("<<<stack<<<\n"));
    if (hil::lastFailedAllocation.caller != nullptr) {
        print(PSTR("\nlast failed alloc call: %08X(%d)\n"), uint32_t(hil::lastFailedAllocation.caller),
              int(hil::lastFailedAllocation.bytes));
    }
    printCutHere();
}

void __attribute__((noreturn)) finish(rst_info &info, uint32_t sp, uint32_t offset) {
    printStack(sp, offset);
    if (custom_crash_callback != nullptr) {
        custom_crash_callback(&info, sp + offset, SYSTEM_STACK_END);
    }
    while (UART_TX_COUNT(0) > 0) {
    }
    ets_delay_us(10000);
    hil::restartWith(info);
}

void printException(const rst_info &info) {
    print(PSTR("Exception (%d):\nepc1=0x%08x epc2=0x%08x epc3=0x%08x excvaddr=0x%08x depc=0x%08x\n"), int(info.exccause),
          info.epc1, info.epc2, info.epc3, info.excvaddr, info.depc);
}

uint32_t stackBefore(const ExceptionFrame *frame) {
    return reinterpret_cast<uint32_t>(frame) + EXCEPTION_FRAME_SIZE;
}

#define READ_SPECIAL(name, into) __asm__ volatile("rsr %0, " name : "=a"(into))

void reportException(ExceptionFrame *frame, int cause) {
    rst_info info = {};
    info.reason = REASON_EXCEPTION_RST;
    info.exccause = uint32_t(cause);
    info.epc1 = frame->epc1;
    READ_SPECIAL("epc2", info.epc2);
    READ_SPECIAL("epc3", info.epc3);
    READ_SPECIAL("excvaddr", info.excvaddr);
    READ_SPECIAL("depc", info.depc);
    if (info.exccause == CAUSE_ILLEGAL_INSTRUCTION && info.epc1 == DIVISION_BY_ZERO_IN_ROM) {
        info.exccause = CAUSE_DIVISION_BY_ZERO;
        info.epc1 = frame->a0;  // who called the ROM's division
    }
    printCutHere();
    print(PSTR("\n"));
    printException(info);
    finish(info, stackBefore(frame) - EXCEPTION_OFFSET, EXCEPTION_OFFSET);
}

/** In IRAM: when the flash is switched off, the report is switched on first. */
void IRAM_ATTR onException(ExceptionFrame *frame, int cause) {
    static bool reporting = false;
    lockInterrupts();
    if (reporting) {
        software_reset();  // the report itself fails: no second try
    }
    reporting = true;
    if ((DPORT_FLASH_CACHE & DPORT_FLASH_CACHE_ENABLED) == 0) {
        Cache_Read_Enable(0, 0, 1);
    }
    reportException(frame, cause);
}

void onWatchdog(void *, ExceptionFrame *frame) {
    if (!softWatchdogEnabled) {
        return;
    }
    lockInterrupts();
    rst_info info = {};
    info.reason = REASON_SOFT_WDT_RST;
    info.exccause = CAUSE_LEVEL1_INTERRUPT;
    info.epc1 = frame->epc1;
    printCutHere();
    print(PSTR("\nSoft WDT reset\n\n"));
    printException(info);
    finish(info, stackBefore(frame) - WATCHDOG_OFFSET, WATCHDOG_OFFSET);
}

}  // namespace

namespace hil {

void installCrashHandlers() {
    for (int cause = 0; cause < CAUSES; cause++) {
        if (uint32_t(cause) != CAUSE_SYSCALL && uint32_t(cause) != CAUSE_LEVEL1_INTERRUPT && uint32_t(cause) != CAUSE_ALLOCA) {
            _xtos_set_exception_handler(cause, onException);
        }
    }
}

void startWatchdog() {
    ets_isr_attach(WDT_INTERRUPT, onWatchdog, nullptr);
    DPORT_EDGE_INTERRUPTS = DPORT_EDGE_INTERRUPTS | DPORT_EDGE_WDT;
    WDT_CONTROL = 0;
    feedWatchdog();
    WDT_FIRST_STAGE = WATCHDOG_FIRST_STAGE;
    WDT_SECOND_STAGE = WATCHDOG_SECOND_STAGE;
    WDT_CONTROL = WATCHDOG_ENABLED_WITH_INTERRUPT;
    feedWatchdog();
    ets_isr_unmask(1u << WDT_INTERRUPT);
}

void IRAM_ATTR feedWatchdog() {
    WDT_FEED = WDT_FEED_VALUE;
}

void enableSoftWatchdog(bool on) {
    softWatchdogEnabled = on;
    feedWatchdog();
}

void checkStackGuard() {
    if (_cont_stack_start[0] != STACK_GUARD) {
        dieOf({Death::STACK_OVERFLOW});
    }
}

void dieOf(const Death &death) {
    lockInterrupts();
    rst_info info = {};
    info.reason = REASON_EXCEPTION_RST;
    uint32_t offset = PANIC_OFFSET;
    if (death.kind <= Death::UNHANDLED_EXCEPTION) {
        print(PSTR("\nUser exception (panic/abort/assert)"));
    }
    printCutHere();
    switch (death.kind) {
        case Death::PANIC:
            print(PSTR("\nPanic %S"), death.text);
            if (death.function != nullptr) {
                print(PSTR(":%d %S"), death.line, death.function);
            }
            if (death.assertion != nullptr) {
                print(PSTR(": Assertion '%S' failed."), death.assertion);
            }
            print(PSTR("\n"));
            break;
        case Death::ABORT:
            print(PSTR("\nAbort called\n"));
            break;
        case Death::UNHANDLED_EXCEPTION:
            print(PSTR("\nUnhandled C++ exception: %S\n"), death.text);
            break;
        case Death::STACK_SMASHED:
            print(PSTR("\nStack smashing detected at 0x%08x\n"), death.address);
            offset = 0;
            break;
        case Death::STACK_OVERFLOW:
            print(PSTR("\nStack overflow detected\n"));
            offset = 0;
            break;
    }
    uint32_t sp;
    __asm__ volatile("mov %0, a1" : "=a"(sp));
    finish(info, sp, offset);
}

}  // namespace hil

extern "C" {

void panic_at(const char *file, int line, const char *function) {
    hil::dieOf({hil::Death::PANIC, file, line, function});
}

void __assert_func(const char *file, int line, const char *function, const char *assertion) {
    hil::dieOf({hil::Death::PANIC, file, line, function, assertion});
}

void abort(void) {
    hil::dieOf({hil::Death::ABORT});
}

/** A fixed value, so that a smashed stack is found again at the same place. */
uintptr_t __stack_chk_guard = 0x08675309 ^ DRAM_START;

void __stack_chk_fail(void) {
    hil::dieOf({hil::Death::STACK_SMASHED, nullptr, 0, nullptr, nullptr, uint32_t(__builtin_return_address(0))});
}
}
