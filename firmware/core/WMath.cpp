// Copyright 2026 The NodeMCU HIL authors. SPDX-License-Identifier: Apache-2.0
//
// Random numbers: from the chip's source until randomSeed() asks for a repeatable sequence, which is the C library's.
#include "Arduino.h"
#include "hil_chip.h"

namespace {

bool seeded;

}  // namespace

void randomSeed(unsigned long seed) {
    if (seed != 0) {
        seeded = true;
        srand(unsigned(seed));
    }
}

long random(long howBig) {
    uint32_t number = howBig == 0 ? 0 : seeded ? uint32_t(rand()) : RANDOM_NUMBER;
    return howBig == 0 ? 0 : long(number % uint32_t(howBig));
}

long random(long from, long to) {
    return from >= to ? from : from + random(to - from);
}

long secureRandom(long howBig) {
    return howBig == 0 ? 0 : long(RANDOM_NUMBER % uint32_t(howBig));
}

long secureRandom(long from, long to) {
    return from >= to ? from : from + secureRandom(to - from);
}

/** Rounded to the nearest, as the chip's core does since 3.0. */
long map(long value, long fromLow, long fromHigh, long toLow, long toHigh) {
    long from = fromHigh - fromLow;
    return ((value - fromLow) * (toHigh - toLow) + from / 2) / from + toLow;
}
