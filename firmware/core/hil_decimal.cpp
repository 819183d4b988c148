// Copyright 2026 The NodeMCU HIL authors. SPDX-License-Identifier: Apache-2.0
#include "hil_decimal.h"

#include <string.h>

namespace hil {

namespace {

constexpr int FRACTION_BITS = 52;
constexpr int EXPONENT_BIAS = 1023;
constexpr int MOST_BITS_TO_MULTIPLY = 29;
constexpr int MOST_BITS_TO_DIVIDE = 9;  // each of them makes a digit more

}  // namespace

Decimal::Decimal(double magnitude) {
    uint64_t bits;
    memcpy(&bits, &magnitude, sizeof bits);
    int exponent = int(bits >> FRACTION_BITS) & 0x7FF;
    uint64_t whole = bits & ((1ull << FRACTION_BITS) - 1);
    whole |= exponent == 0 ? 0 : 1ull << FRACTION_BITS;
    int power = (exponent == 0 ? 1 : exponent) - EXPONENT_BIAS - FRACTION_BITS;
    limbs_[first_] = uint32_t(whole / RADIX);
    limbs_[last_] = uint32_t(whole % RADIX);
    for (int left = whole == 0 ? 0 : power; left > 0; left -= MOST_BITS_TO_MULTIPLY) {
        multiply(left < MOST_BITS_TO_MULTIPLY ? left : MOST_BITS_TO_MULTIPLY);
    }
    for (int left = whole == 0 ? 0 : -power; left > 0; left -= MOST_BITS_TO_DIVIDE) {
        divide(left < MOST_BITS_TO_DIVIDE ? left : MOST_BITS_TO_DIVIDE);
    }
}

void Decimal::multiply(int bits) {
    uint64_t carry = 0;
    for (int i = last_; i >= first_ || carry > 0; i--) {
        carry += uint64_t(limbs_[i]) << bits;
        limbs_[i] = uint32_t(carry % RADIX);
        carry /= RADIX;
        first_ = i < first_ ? i : first_;
    }
}

void Decimal::divide(int bits) {
    uint32_t mask = (1u << bits) - 1;
    uint64_t rest = 0;
    for (int i = first_; i <= last_ || rest > 0; i++) {
        uint64_t value = rest * RADIX + limbs_[i];
        limbs_[i] = uint32_t(value >> bits);
        rest = value & mask;
        last_ = i > last_ ? i : last_;
    }
    while (first_ < last_ && limbs_[first_] == 0) {
        first_++;
    }
}

int Decimal::limbOf(int power) {
    return WHOLE_LIMBS - 1 - (power >= 0 ? power / DIGITS : -((-power + DIGITS - 1) / DIGITS));
}

uint32_t Decimal::unitOf(int power) {
    uint32_t unit = 1;
    for (int i = (power % DIGITS + DIGITS) % DIGITS; i > 0; i--) {
        unit *= 10;
    }
    return unit;
}

bool Decimal::isZeroFrom(int limb) const {
    for (int i = limb; i <= last_; i++) {
        if (limbs_[i] != 0) {
            return false;
        }
    }
    return true;
}

int Decimal::exponent() const {
    for (int i = 0; i <= last_; i++) {
        if (limbs_[i] != 0) {
            int power = (WHOLE_LIMBS - 1 - i) * DIGITS;
            for (uint32_t rest = limbs_[i]; rest >= 10; rest /= 10) {
                power++;
            }
            return power;
        }
    }
    return 0;
}

char Decimal::digit(int power) const {
    int limb = limbOf(power);
    return limb < 0 || limb >= LIMBS ? '0' : char('0' + limbs_[limb] / unitOf(power) % 10);
}

void Decimal::roundTo(int power) {
    int limb = limbOf(power);
    if (limb >= LIMBS) {
        return;
    }
    uint32_t unit = unitOf(power);
    uint32_t below = limbs_[limb] % unit;
    bool odd = limbs_[limb] / unit % 2 != 0;
    uint32_t next = limb + 1 < LIMBS ? limbs_[limb + 1] : 0;
    uint32_t half = unit == 1 ? RADIX / 2 : unit / 2;
    uint32_t part = unit == 1 ? next : below;
    bool exactlyHalf = part == half && isZeroFrom(unit == 1 ? limb + 2 : limb + 1);
    bool up = part > half || (part == half && (!exactlyHalf || odd));
    limbs_[limb] -= below;
    for (int i = limb + 1; i <= last_; i++) {
        limbs_[i] = 0;
    }
    for (uint32_t carry = up ? unit : 0; carry > 0; limb--) {
        limbs_[limb] += carry;
        carry = limbs_[limb] >= RADIX ? 1 : 0;
        limbs_[limb] -= carry * RADIX;
    }
}

}  // namespace hil
