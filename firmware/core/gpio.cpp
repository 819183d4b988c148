// Copyright 2026 The NodeMCU HIL authors. SPDX-License-Identifier: Apache-2.0
#include "Arduino.h"
#include "hil_chip.h"
#include "hil_core.h"
#include "hil_remark.h"

namespace {

constexpr uint8_t PINS = 16;
constexpr uint32_t PIN_OPEN_DRAIN = 1u << 2;
constexpr uint32_t PIN_INTERRUPT_SHIFT = 7;
constexpr uint32_t PIN_INTERRUPT_MASK = 7u << PIN_INTERRUPT_SHIFT;
constexpr uint32_t MUX_PULL_UP = 1u << 7;
constexpr uint32_t MUX_FUNCTION_MASK = (3u << 4) | (1u << 8);
constexpr uint32_t MUX_FUNCTION_3 = 3u << 4;
constexpr uint8_t UART_IN_PIN = 3;
constexpr uint8_t SWAPPED_UART_IN_PIN = 13;

/** Offsets of the pins' multiplexers; source: esp8266_peri.h, GPxF. */
const uint8_t MUX_OFFSETS[PINS] = {0x34, 0x18, 0x38, 0x14, 0x3C, 0x40, 0x1C, 0x20, 0x24, 0x28, 0x2C, 0x30, 0x04, 0x08, 0x0C, 0x10};

struct Handler {
    void (*function)(void *);
    void *argument;
};

Handler handlers[PINS];

/** Function 4 has its bit apart from the other two. */
uint32_t muxFunction(uint32_t function) {
    return (function & 3) << 4 | (function & 4) << 6;
}

/** The function of each pin that SPECIAL means: UART, SPI or HSPI. Source: esp8266_peri.h, GPFFS_BUS. */
uint32_t busFunction(uint8_t pin) {
    return pin == 1 || pin == UART_IN_PIN ? 0 : pin == 0 ? 4 : pin == 2 || pin >= 12 ? 2 : 1;
}

bool functionZeroIsGpio(uint8_t pin) {
    return pin == 0 || pin == 2 || pin == 4 || pin == 5;
}

/** An edge or level that is over before the handler's turn is passed over, as the chip's core does. */
bool IRAM_ATTR stillHolds(uint32_t pin, uint32_t levels) {
    uint32_t mode = (GPIO_PIN(pin) & PIN_INTERRUPT_MASK) >> PIN_INTERRUPT_SHIFT;
    return mode == CHANGE || (mode & 1) == ((levels >> pin) & 1);
}

void IRAM_ATTR onGpio(void *, ExceptionFrame *) {
    hil::enterInterruptHandler();
    uint32_t status = GPIO_STATUS & 0xFFFF;
    GPIO_STATUS_CLEAR = status;
    uint32_t levels = GPIO_IN;
    for (uint32_t pin = 0; pin < PINS; pin++) {
        if ((status & (1u << pin)) && handlers[pin].function != nullptr && stillHolds(pin, levels)) {
            handlers[pin].function(handlers[pin].argument);
        }
    }
    hil::noteActivity();
    hil::leaveInterruptHandler();
}

void IRAM_ATTR callWithoutArgument(void *function) {
    reinterpret_cast<void (*)(void)>(function)();
}

bool isInIram(void *function) {
    return reinterpret_cast<uint32_t>(function) < FLASH_WINDOW;
}

void interruptOn(uint8_t pin, int mode) {
    GPIO_STATUS_CLEAR = 1u << pin;
    GPIO_PIN(pin) = (GPIO_PIN(pin) & ~PIN_INTERRUPT_MASK) | (uint32_t(mode & 7) << PIN_INTERRUPT_SHIFT);
    ets_isr_attach(GPIO_INTERRUPT, onGpio, nullptr);
    ets_isr_unmask(1u << GPIO_INTERRUPT);
}

/** An input without a handler interrupts all the same: loop() sleeps while nothing happens, and is to see it at once. */
void interruptForWakeUp(uint8_t pin) {
    bool input = (GPIO_ENABLE & (1u << pin)) == 0;
    interruptOn(pin, input ? CHANGE : 0);
}

void attach(uint8_t pin, void (*function)(void *), void *argument, int mode) {
    if (pin >= PINS) {
        return;
    }
    InterruptLock lock;
    handlers[pin] = {function, argument};
    interruptOn(pin, mode);
}

void insistOnIram(void *function) {
    if (!isInIram(function)) {
        puts("ISR not in IRAM!\r");
        abort();
    }
}

}  // namespace

extern "C" {

void pinMode(uint8_t pin, uint8_t mode) {
    if (pin == 16) {
        GPIO16_ENABLE = mode == OUTPUT ? 1 : 0;
        return;
    }
    if (pin >= PINS) {
        return;
    }
    volatile uint32_t &mux = HIL_REGISTER(0x60000800 + MUX_OFFSETS[pin]);
    if (mode == SPECIAL || (mode & FUNCTION_0)) {
        bool isInput = mode == SPECIAL ? pin == UART_IN_PIN : mode == FUNCTION_4 && pin == SWAPPED_UART_IN_PIN;
        GPIO_ENABLE_CLEAR = 1u << pin;
        mux = muxFunction(mode == SPECIAL ? busFunction(pin) : mode >> 4) | (isInput ? MUX_PULL_UP : 0);
        return;
    }
    uint32_t function = functionZeroIsGpio(pin) ? 0 : MUX_FUNCTION_3;
    mux = (mux & ~(MUX_FUNCTION_MASK | MUX_PULL_UP)) | function | (mode == INPUT_PULLUP ? MUX_PULL_UP : 0);
    GPIO_PIN(pin) = (GPIO_PIN(pin) & ~PIN_OPEN_DRAIN) | (mode == OUTPUT_OPEN_DRAIN ? PIN_OPEN_DRAIN : 0);
    if (mode == OUTPUT || mode == OUTPUT_OPEN_DRAIN) {
        GPIO_ENABLE_SET = 1u << pin;
    } else {
        GPIO_ENABLE_CLEAR = 1u << pin;
    }
    InterruptLock lock;
    if (handlers[pin].function == nullptr) {
        interruptForWakeUp(pin);
    }
}

void IRAM_ATTR digitalWrite(uint8_t pin, uint8_t value) {
    if (pin == 16) {
        GPIO16_OUT = value ? 1 : 0;
    } else if (pin < PINS) {
        if (value) {
            GPIO_OUT_SET = 1u << pin;
        } else {
            GPIO_OUT_CLEAR = 1u << pin;
        }
    }
}

int IRAM_ATTR digitalRead(uint8_t pin) {
    hil::noteLook();
    return pin == 16 ? int(GPIO16_IN & 1) : pin < PINS ? int((GPIO_IN >> pin) & 1) : LOW;
}

/** A pin without a converter reads as nothing or all, as on the chip. */
int analogRead(uint8_t pin) {
    if (pin != A0 && pin != 0) {
        return digitalRead(pin) * 1023;
    }
    HIL_REMARKS("analogRead: nothing is connected to the virtual board's A0: it reads 0");
    return 0;
}

void attachInterrupt(uint8_t pin, void (*handler)(void), int mode) {
    void *function = reinterpret_cast<void *>(handler);
    insistOnIram(function);
    attach(pin, callWithoutArgument, function, mode);
}

void attachInterruptArg(uint8_t pin, void (*handler)(void *), void *argument, int mode) {
    insistOnIram(reinterpret_cast<void *>(handler));
    attach(pin, handler, argument, mode);
}

void detachInterrupt(uint8_t pin) {
    if (pin < PINS) {
        InterruptLock lock;
        handlers[pin] = {nullptr, nullptr};
        interruptForWakeUp(pin);
    }
}

unsigned long pulseIn(uint8_t pin, uint8_t state, unsigned long timeoutMicroseconds) {
    unsigned long start = micros();
    int wanted = state ? HIGH : LOW;
    auto waitUntil = [&](bool match) {
        while ((digitalRead(pin) == wanted) != match) {
            if (micros() - start > timeoutMicroseconds) {
                return false;
            }
            optimistic_yield(5000);
        }
        return true;
    };
    if (!waitUntil(false) || !waitUntil(true)) {
        return 0;
    }
    unsigned long from = micros();
    return waitUntil(false) ? micros() - from : 0;
}

void shiftOut(uint8_t dataPin, uint8_t clockPin, uint8_t bitOrder, uint8_t value) {
    for (int i = 0; i < 8; i++) {
        digitalWrite(dataPin, uint8_t((value >> (bitOrder == LSBFIRST ? i : 7 - i)) & 1));
        digitalWrite(clockPin, HIGH);
        digitalWrite(clockPin, LOW);
    }
}
}
