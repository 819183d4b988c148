// Copyright 2026 The NodeMCU HIL authors. SPDX-License-Identifier: Apache-2.0
//
// From the entry to setup() and around loop(), and the sleep between two calls of loop() that found nothing to do.
#include "Arduino.h"
#include "hil_chip.h"
#include "hil_core.h"
#include "net/network.h"

extern "C" {
extern uint32_t _cont_stack_start[];
extern uint32_t _cont_stack_end[];
typedef void (*Constructor)(void);
extern Constructor _constructors_start[];
extern Constructor _constructors_end[];
void hil_main(void);
}

namespace {

volatile bool active;
volatile bool looking;
volatile uint8_t interruptDepth;
bool inLoop;

constexpr uint32_t SHORTEST_NAP_MICROS = 1000;
constexpr uint32_t LONGEST_NAP_MICROS = 20000;

void runConstructors() {
    for (Constructor *each = _constructors_start; each != _constructors_end; each++) {
        (*each)();
    }
}

/** All of the loop's stack below the caller; getFreeContStack() and the crash dump know unused words by this value. */
void __attribute__((noinline)) paintStack() {
    uint32_t here;
    for (uint32_t *word = _cont_stack_start; word + 32 < &here; word++) {
        *word = hil::STACK_GUARD;
    }
}

/** The ROM's and eboot's last characters leave at their own baud rate. */
void waitForBootMessages() {
    for (int i = 0; i < 20000 && UART_TX_COUNT(0) > 0; i++) {
    }
    delayMicroseconds(200);
}

/** Nobody has a pin before it is asked for: a crash before Serial.begin() is not heard. Not those of the flash. */
void letGoOfPins() {
    for (uint8_t pin = 0; pin < NUM_DIGITAL_PINS; pin++) {
        if (pin < 6 || pin > 11) {
            pinMode(pin, INPUT);
        }
    }
}

/** From the crystal's clock to the PLL's: the UARTs count from 80 MHz. Source: esp8266/Arduino hwdt_app_entry.cpp. */
void startPll() {
    ANALOG_COMMAND = ANALOG_WRITE(0x67u, 1u, 0x88u);
    ANALOG_COMMAND = ANALOG_WRITE(0x67u, 2u, 0x91u);
}

}  // namespace

namespace hil {

void IRAM_ATTR noteActivity() {
    active = true;
}

bool IRAM_ATTR hasActivity() {
    return active;
}

void IRAM_ATTR noteLook() {
    looking = true;
}

bool mayYield() {
    return inLoop && interruptDepth == 0 && !isServingNetwork();
}

void IRAM_ATTR enterInterruptHandler() {
    interruptDepth = interruptDepth + 1;
}

void IRAM_ATTR leaveInterruptHandler() {
    interruptDepth = interruptDepth - 1;
}

}  // namespace hil

extern "C" void hil_main(void) {
    paintStack();
    hil::readResetReason();
    hil::installCrashHandlers();
    hil::startClock();
    waitForBootMessages();
    startPll();
    hil::startWatchdog();
    letGoOfPins();
    restoreInterrupts(0x20);
    if (preinit != nullptr) {
        preinit();
    }
    runConstructors();
    hil::startNetwork();
    hil::startNetworkInterrupt();
    inLoop = true;
    setup();
    uint32_t nap = SHORTEST_NAP_MICROS;
    for (;;) {
        active = false;
        looking = false;
        loop();
        if (serialEvent != nullptr && Serial.available() > 0) {
            serialEvent();
        }
        yield();
        if (active) {
            nap = SHORTEST_NAP_MICROS;
        } else {
            hil::sleepUnlessActive(micros64() + nap);
            hil::serveNetwork();
            nap = looking ? SHORTEST_NAP_MICROS : min(nap * 2, LONGEST_NAP_MICROS);
        }
    }
}
