// Copyright 2026 The NodeMCU HIL authors. SPDX-License-Identifier: Apache-2.0
//
// The Arduino API as the ESP8266's Arduino core names it, for the virtual NodeMCU. Own implementation: the names and
// meanings are the public API's, nothing else.
#pragma once
#include <assert.h>
#include <ctype.h>
#include <math.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pgmspace.h"

#define ARDUINO 10819
#define ARDUINO_ARCH_ESP8266 1
#define ARDUINO_ESP8266_NODEMCU_ESP12E 1
#define ESP8266 1
#define F_CPU 80000000L

#define HIGH 1
#define LOW 0
#define INPUT 0x00
#define OUTPUT 0x01
#define INPUT_PULLUP 0x02
#define OUTPUT_OPEN_DRAIN 0x03
#define INPUT_PULLDOWN_16 0x04
#define SPECIAL 0xF8
#define FUNCTION_0 0x08
#define FUNCTION_1 0x18
#define FUNCTION_2 0x28
#define FUNCTION_3 0x38
#define FUNCTION_4 0x48
#define RISING 1
#define FALLING 2
#define CHANGE 3
#define ONLOW 4
#define ONHIGH 5
#define LSBFIRST 0
#define MSBFIRST 1

#define PI 3.1415926535897932384626433832795
#define HALF_PI 1.5707963267948966192313216916398
#define TWO_PI 6.283185307179586476925286766559
#define DEG_TO_RAD 0.017453292519943295769236907684886
#define RAD_TO_DEG 57.295779513082320876798154814105

// The NodeMCU's names for its pins; source: esp8266/Arduino variants/nodemcu/pins_arduino.h.
static const uint8_t D0 = 16, D1 = 5, D2 = 4, D3 = 0, D4 = 2, D5 = 14, D6 = 12, D7 = 13, D8 = 15, D9 = 3, D10 = 1;
static const uint8_t A0 = 17, SDA = 4, SCL = 5, SS = 15, MOSI = 13, MISO = 12, SCK = 14, TX = 1, RX = 3;
#define LED_BUILTIN 2
#define LED_BUILTIN_AUX 16
#define NUM_DIGITAL_PINS 17

typedef uint8_t byte;
typedef bool boolean;
typedef uint16_t word;

#define bit(number) (1UL << (number))
#define bitRead(value, number) (((value) >> (number)) & 0x01)
#define bitSet(value, number) ((value) |= (1UL << (number)))
#define bitClear(value, number) ((value) &= ~(1UL << (number)))
#define bitWrite(value, number, to) ((to) ? bitSet(value, number) : bitClear(value, number))
#define lowByte(value) ((uint8_t)((value)&0xff))
#define highByte(value) ((uint8_t)((value) >> 8))
#define _BV(number) (1UL << (number))
#define constrain(value, low, high) ((value) < (low) ? (low) : ((value) > (high) ? (high) : (value)))
#define radians(degrees) ((degrees)*DEG_TO_RAD)
#define degrees(radians) ((radians)*RAD_TO_DEG)
#define sq(value) ((value) * (value))

extern "C" {
void setup(void);
void loop(void);
void preinit(void) __attribute__((weak));

unsigned long millis(void);
unsigned long micros(void);
uint64_t micros64(void);
void delay(unsigned long milliseconds);
void delayMicroseconds(unsigned int microseconds);
void yield(void);
void optimistic_yield(uint32_t intervalMicroseconds);

void pinMode(uint8_t pin, uint8_t mode);
void digitalWrite(uint8_t pin, uint8_t value);
int digitalRead(uint8_t pin);
int analogRead(uint8_t pin);
void attachInterrupt(uint8_t pin, void (*handler)(void), int mode);
void attachInterruptArg(uint8_t pin, void (*handler)(void *), void *argument, int mode);
void detachInterrupt(uint8_t pin);
unsigned long pulseIn(uint8_t pin, uint8_t state, unsigned long timeoutMicroseconds = 1000000UL);
void shiftOut(uint8_t dataPin, uint8_t clockPin, uint8_t bitOrder, uint8_t value);

char *dtostrf(double value, signed char width, unsigned char precision, char *to);

void panic_at(const char *file, int line, const char *function) __attribute__((noreturn));
}
#define digitalPinToInterrupt(pin) ((pin) < 16 ? (pin) : -1)
#define NOT_AN_INTERRUPT -1
#define panic() panic_at(PSTR(__FILE__), __LINE__, __func__)

static inline uint32_t xt_rsil_15(void) {
    uint32_t before;
    __asm__ volatile("rsil %0, 15" : "=a"(before) : : "memory");
    return before;
}
#define noInterrupts() xt_rsil_15()
#define interrupts() __extension__({ uint32_t hilBefore; __asm__ volatile("rsil %0, 0" : "=a"(hilBefore) : : "memory"); })

long random(long howBig);
long random(long from, long to);
void randomSeed(unsigned long seed);
long map(long value, long fromLow, long fromHigh, long toLow, long toHigh);
long secureRandom(long howBig);
long secureRandom(long from, long to);

template <class T> constexpr const T &min(const T &left, const T &right) {
    return right < left ? right : left;
}
template <class T> constexpr const T &max(const T &left, const T &right) {
    return left < right ? right : left;
}

#undef putchar  // a macro of the C library's for a stream that this core has not

// C's functions of these names take one type only, and would cut a number of another short without a word.
inline long abs(long value) {
    return labs(value);
}
inline long long abs(long long value) {
    return llabs(value);
}
inline float abs(float value) {
    return fabsf(value);
}
inline double abs(double value) {
    return fabs(value);
}
#define HIL_FOR_FLOAT_TOO(name)                                      \
    inline float name(float value) { return name##f(value); }        \
    template <class T> inline double name(T value) { return name(double(value)); }
HIL_FOR_FLOAT_TOO(sqrt)
HIL_FOR_FLOAT_TOO(sin)
HIL_FOR_FLOAT_TOO(cos)
HIL_FOR_FLOAT_TOO(tan)
HIL_FOR_FLOAT_TOO(asin)
HIL_FOR_FLOAT_TOO(acos)
HIL_FOR_FLOAT_TOO(atan)
HIL_FOR_FLOAT_TOO(exp)
HIL_FOR_FLOAT_TOO(log)
HIL_FOR_FLOAT_TOO(log10)
HIL_FOR_FLOAT_TOO(fabs)
HIL_FOR_FLOAT_TOO(floor)
HIL_FOR_FLOAT_TOO(ceil)
HIL_FOR_FLOAT_TOO(round)
#define HIL_FOR_FLOATS_TOO(name)                                                              \
    inline float name(float left, float right) { return name##f(left, right); }               \
    template <class L, class R> inline double name(L left, R right) { return name(double(left), double(right)); }
HIL_FOR_FLOATS_TOO(pow)
HIL_FOR_FLOATS_TOO(fmod)
HIL_FOR_FLOATS_TOO(atan2)

void serialEvent(void) __attribute__((weak));

#include "WString.h"

#include "Print.h"

#include "Stream.h"

#include "HardwareSerial.h"

#include "Esp.h"
