// Copyright 2026 The NodeMCU HIL authors. SPDX-License-Identifier: Apache-2.0
//
// Random numbers: from the chip's source until randomSeed() asks for a repeatable sequence.
#include "Arduino.h"
#include "hil_chip.h"

namespace {

bool seeded;
uint32_t state;

uint32_t nextNumber() {
    if (!seeded) {
        return RANDOM_NUMBER;
    }
    state ^= state << 13;
    state ^= state >> 17;
    state ^= state << 5;
    return state;
}

}  // namespace

void randomSeed(unsigned long seed) {
    if (seed != 0) {
        seeded = true;
        state = uint32_t(seed);
    }
}

long random(long howBig) {
    return howBig <= 0 ? 0 : long(nextNumber() % uint32_t(howBig));
}

long random(long from, long to) {
    return from >= to ? from : from + random(to - from);
}

long secureRandom(long howBig) {
    return howBig <= 0 ? 0 : long(RANDOM_NUMBER % uint32_t(howBig));
}

long map(long value, long fromLow, long fromHigh, long toLow, long toHigh) {
    return (value - fromLow) * (toHigh - toLow) / (fromHigh - fromLow) + toLow;
}
