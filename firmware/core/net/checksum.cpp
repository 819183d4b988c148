// Copyright 2026 The NodeMCU HIL authors. SPDX-License-Identifier: Apache-2.0
//
// The Internet checksum (RFC 1071) in place of lwIP's own: a segment's takes a third of the instructions.
#include <stddef.h>
#include <stdint.h>

namespace {

constexpr size_t WORD = sizeof(uint32_t);
constexpr size_t ROUND = 8 * WORD;

/** One's complement: what is carried out at the top comes in at the bottom. */
inline __attribute__((always_inline)) uint32_t add(uint32_t sum, uint32_t value) {
    sum += value;
    return sum < value ? sum + 1 : sum;
}

inline __attribute__((always_inline)) uint32_t addFour(uint32_t sum, const uint32_t *word) {
    return add(add(add(add(sum, word[0]), word[1]), word[2]), word[3]);
}

}  // namespace

/** Not inverted, in this machine's order of bytes, as lwIP wants it. */
extern "C" uint16_t hil_checksum(const void *data, int length) {
    const uint8_t *at = static_cast<const uint8_t *>(data);
    size_t left = length < 0 ? 0 : size_t(length);
    bool odd = reinterpret_cast<uintptr_t>(at) & 1;
    uint32_t sum = 0;
    if (odd && left > 0) {
        sum = uint32_t(*at++) << 8;
        left--;
    }
    if ((reinterpret_cast<uintptr_t>(at) & 2) && left >= 2) {
        sum += *reinterpret_cast<const uint16_t *>(at);
        at += 2;
        left -= 2;
    }
    const uint32_t *word = reinterpret_cast<const uint32_t *>(at);
    if (left >= ROUND) {
        const uint32_t *end = word + left / ROUND * (ROUND / WORD);
        do {
            sum = addFour(addFour(sum, word), word + 4);
            word += ROUND / WORD;
        } while (word != end);
    }
    if (left & 4 * WORD) {
        sum = addFour(sum, word);
        word += 4;
    }
    if (left & 2 * WORD) {
        sum = add(add(sum, word[0]), word[1]);
        word += 2;
    }
    if (left & WORD) {
        sum = add(sum, *word++);
    }
    at = reinterpret_cast<const uint8_t *>(word);
    if (left & 2) {
        sum = add(sum, *reinterpret_cast<const uint16_t *>(at));
        at += 2;
    }
    if (left & 1) {
        sum = add(sum, *at);
    }
    sum = (sum >> 16) + (sum & 0xFFFF);
    sum = (sum >> 16) + (sum & 0xFFFF);
    return uint16_t(odd ? sum << 8 | sum >> 8 : sum);
}
