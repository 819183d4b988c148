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

uint32_t lastCount;
uint32_t wraps;
uint32_t lastYieldMicros;
volatile uint32_t news;

/** An alarm nearer than this could be passed before it is set. */
constexpr uint64_t SHORTEST_ALARM_TICKS = 100;
constexpr uint64_t LONGEST_ALARM_TICKS = 0x40000000;

uint64_t IRAM_ATTR ticks() {
    InterruptLock lock;
    uint32_t count = FRC2_COUNT;
    if (count < lastCount) {
        wraps++;
    }
    lastCount = count;
    return (uint64_t(wraps) << 32) | count;
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
    uint64_t now = ticks();
    uint64_t until = untilMicros * hil::TICKS_PER_MICROSECOND;
    if (dueMillis != UINT32_MAX) {
        until = min(until, now + uint64_t(dueMillis) * 1000 * hil::TICKS_PER_MICROSECOND);
    }
    bool mustStayAwake = hil::hasUnservedNews() || (unlessActive && hil::hasActivity());
    if (until > now + SHORTEST_ALARM_TICKS && !mustStayAwake) {
        uint64_t nap = until - now < LONGEST_ALARM_TICKS ? until - now : LONGEST_ALARM_TICKS;
        FRC2_ALARM = uint32_t(now + nap);
        __asm__ volatile("waiti 0" : : : "memory");
    }
    restoreInterrupts(before);
}

}  // namespace

namespace hil {

void startClock() {
    FRC2_CONTROL = FRC2_ENABLED_DIV16;
    lastCount = FRC2_COUNT;
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

uint64_t micros64(void) {
    return ticks() / hil::TICKS_PER_MICROSECOND;
}

unsigned long micros(void) {
    return (unsigned long)micros64();
}

unsigned long millis(void) {
    return (unsigned long)(micros64() / 1000);
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
    while (micros64() + SHORTEST_ALARM_TICKS / hil::TICKS_PER_MICROSECOND < until) {
        hil::awaitNetwork(until);
    }
    while (micros64() < until) {
    }
    lastYieldMicros = micros();
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
    lastYieldMicros = micros();
}

void optimistic_yield(uint32_t intervalMicroseconds) {
    if (hil::mayYield() && micros() - lastYieldMicros > intervalMicroseconds) {
        yield();
    }
}
}
