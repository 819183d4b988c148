// Copyright 2026 The NodeMCU HIL authors. SPDX-License-Identifier: Apache-2.0
//
// Time on FRC2: counter at 5 MHz, extended to 64 bits here, its alarm wakes the chip from WAITI.
#include "Arduino.h"
#include "hil_chip.h"
#include "hil_core.h"
#include "hil_hostcalls.h"
#include "hil_remark.h"
#include "net/network.h"

namespace {

/** A whole millisecond, not long ago: the counter then, and the time. */
uint32_t pastCount;
uint64_t pastMicros;
uint32_t pastMillis;

uint32_t lastYieldCount;
volatile uint32_t news;

/** An alarm nearer than this could be passed before it is set. */
constexpr uint64_t SHORTEST_ALARM_MICROS = 20;
constexpr uint64_t LONGEST_ALARM_MICROS = 200000000;

/** Moves the past on. In a function of its own, so that who asks for the time saves no registers for it. */
void IRAM_ATTR __attribute__((noinline)) movePast(uint32_t ticks) {
    uint32_t millis = ticks / (1000 * hil::TICKS_PER_MICROSECOND);
    pastCount += millis * 1000 * hil::TICKS_PER_MICROSECOND;
    pastMicros += millis * 1000ull;
    pastMillis += millis;
}

/**
 * Microseconds since then, 13 ms at most. With interrupts locked.
 *
 * The chip divides 64 bits in a hundred instructions, and everything asks for the time: so small numbers are multiplied.
 */
inline __attribute__((always_inline)) uint32_t microsSince() {
    uint32_t ticks = FRC2_COUNT - pastCount;
    if (ticks >= 0x10000) {
        movePast(ticks);
        ticks = FRC2_COUNT - pastCount;
    }
    return (ticks * 0xCCCDu) >> 18;  // ticks / TICKS_PER_MICROSECOND
}

void IRAM_ATTR onAlarm(void *, ExceptionFrame *) {
    FRC2_INT = 0;
}

void IRAM_ATTR onNetwork(void *, ExceptionFrame *) {
    hil_call(HIL_NET_EVENTS);
    news = news + 1;
}

/** WAITI 0 lets interrupts in and sleeps in one step, so nothing slips in between the last look and the sleep. */
void IRAM_ATTR sleep(uint64_t untilMicros, bool unlessActive) {
    hil::feedWatchdog();
    uint32_t dueMillis = hil::networkDueMillis();
    uint32_t before = lockInterrupts();
    uint64_t now = micros64();
    uint64_t until = untilMicros;
    if (dueMillis != UINT32_MAX) {
        until = min(until, now + dueMillis * 1000ull);
    }
    bool mustStayAwake = hil::hasUnservedNews() || (unlessActive && hil::hasActivity());
    if (until > now + SHORTEST_ALARM_MICROS && !mustStayAwake) {
        uint32_t nap = uint32_t(min(until - now, LONGEST_ALARM_MICROS));
        FRC2_ALARM = FRC2_COUNT + nap * hil::TICKS_PER_MICROSECOND;
        __asm__ volatile("waiti 0" : : : "memory");
    }
    restoreInterrupts(before);
}

}  // namespace

namespace hil {

void startClock() {
    FRC2_CONTROL = FRC2_ENABLED_DIV16;
    pastCount = FRC2_COUNT;
    ets_isr_attach(FRC2_INTERRUPT, onAlarm, nullptr);
    DPORT_EDGE_INTERRUPTS = DPORT_EDGE_INTERRUPTS | DPORT_EDGE_FRC2;
    ets_isr_unmask(1u << FRC2_INTERRUPT);
}

void startNetworkInterrupt() {
    ets_isr_attach(HIL_NETWORK_INTERRUPT, onNetwork, nullptr);
    ets_isr_unmask(1u << HIL_NETWORK_INTERRUPT);
}

uint32_t networkNews() {
    return news;
}

void sleepUnlessActive(uint64_t untilMicros) {
    sleep(untilMicros, true);
}

void sleepUntil(uint64_t untilMicros) {
    sleep(untilMicros, false);
}

}  // namespace hil

extern "C" {

uint64_t IRAM_ATTR micros64(void) {
    InterruptLock lock;
    uint32_t since = microsSince();
    return pastMicros + since;
}

unsigned long IRAM_ATTR micros(void) {
    return (unsigned long)micros64();
}

unsigned long IRAM_ATTR millis(void) {
    InterruptLock lock;
    uint32_t since = microsSince();
    return pastMillis + (since * 8389u >> 23);  // since / 1000
}

/** Where nothing else may run meanwhile (in an interrupt's handler, in a constructor) it looks at the clock until the time is over. */
void delay(unsigned long milliseconds) {
    uint64_t until = micros64() + uint64_t(milliseconds) * 1000;
    if (!hil::mayYield()) {
        while (micros64() < until) {
        }
        return;
    }
    if (milliseconds == 0) {
        HIL_REMARKS(
            "delay(0): it feeds the watchdog here, as yield() does; in esp8266/Arduino 3.1.1 and 3.1.2 it does nothing (issue "
            "8947)");
    }
    yield();
    while (micros64() + SHORTEST_ALARM_MICROS < until) {
        hil::awaitNetwork(until);
    }
    while (micros64() < until) {
    }
    lastYieldCount = FRC2_COUNT;
}

void delayMicroseconds(unsigned int microseconds) {
    uint64_t until = micros64() + microseconds;
    while (micros64() < until) {
    }
}

void yield(void) {
    if (!hil::mayYield()) {
        panic_at(PSTR("core_esp8266_main.cpp"), 191, PSTR("__yield"));
    }
    hil::feedWatchdog();
    hil::checkStackGuard();
    hil::serveNetwork();
    lastYieldCount = FRC2_COUNT;
}

void optimistic_yield(uint32_t intervalMicroseconds) {
    bool isTime = FRC2_COUNT - lastYieldCount > intervalMicroseconds * hil::TICKS_PER_MICROSECOND;
    if (isTime && hil::mayYield()) {
        yield();
    }
}
}
