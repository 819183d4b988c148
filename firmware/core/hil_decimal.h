// Copyright 2026 The NodeMCU HIL authors. SPDX-License-Identifier: Apache-2.0
#pragma once
#include <stdint.h>

namespace hil {

/** All decimal digits of a real number, exactly: a double is a whole number times a power of two, so they come to an end. */
class Decimal {
public:
    /** @param magnitude finite and not negative */
    explicit Decimal(double magnitude);

    /** The power of ten of the first digit that is not 0; 0 for zero. */
    int exponent() const;

    char digit(int power) const;

    /** Lets no digit stand below this power of ten; what lies in the middle goes to the even digit. */
    void roundTo(int power);

private:
    void multiply(int bits);
    void divide(int bits);
    bool isZeroFrom(int limb) const;
    static int limbOf(int power);
    static uint32_t unitOf(int power);

    // Nine digits in each limb, the first limb the highest: 1.8e308 has 309 digits, 5e-324 has 1,074 after the point.
    static constexpr int DIGITS = 9;
    static constexpr uint32_t RADIX = 1000000000;
    static constexpr int WHOLE_LIMBS = 35;
    static constexpr int LIMBS = WHOLE_LIMBS + 120;

    uint32_t limbs_[LIMBS] = {};
    int first_ = WHOLE_LIMBS - 2;  // the limbs that may be other than 0
    int last_ = WHOLE_LIMBS - 1;
};

}  // namespace hil
