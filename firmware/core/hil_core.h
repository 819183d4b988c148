// Copyright 2026 The NodeMCU HIL authors. SPDX-License-Identifier: Apache-2.0
//
// What the parts of the core say to each other. Not for sketches.
#pragma once
#include <stdint.h>

namespace hil {

constexpr uint32_t TICKS_PER_MICROSECOND = 5;  // FRC2 with divider 16
constexpr uint32_t STACK_GUARD = 0xFEEFEFFE;

/** Something moved: loop() is called again at once. Callable from interrupts. */
void noteActivity();
bool hasActivity();

/** The sketch looks at a pin, and would miss what is short: loop() is called again soon. */
void noteLook();

/** Counts the radio's interrupts. */
uint32_t networkNews();

/** Whether the radio called since the network was served last. */
bool hasUnservedNews();

/** Sleeps until an interrupt came, the time has come, or lwIP has to be served; feeds the watchdog. */
void sleepUntil(uint64_t untilMicros);
void sleepUnlessActive(uint64_t untilMicros);

void startClock();
void startNetworkInterrupt();
void startWatchdog();
void feedWatchdog();
void enableSoftWatchdog(bool on);

/** Whether the loop's stack is in use, and neither an interrupt nor the network is being served. */
bool mayYield();
void enterInterruptHandler();
void leaveInterruptHandler();
void checkStackGuard();

void readResetReason();
void installCrashHandlers();

}  // namespace hil
