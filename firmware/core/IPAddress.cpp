// Copyright 2026 The NodeMCU HIL authors. SPDX-License-Identifier: Apache-2.0
#include "IPAddress.h"

#include "Print.h"

const IPAddress INADDR_ANY;
const IPAddress INADDR_NONE(255, 255, 255, 255);

/** As the chip's core reads it: an octet without digits is 0, and what was read before an error stays. */
bool IPAddress::fromString(const char *text) {
    unsigned value = 0;
    int octet = 0;
    for (; *text != '\0'; text++) {
        if (*text == '.') {
            if (octet == 3) {
                return false;
            }
            (*this)[octet++] = uint8_t(value);
            value = 0;
        } else if (*text >= '0' && *text <= '9') {
            value = value * 10 + unsigned(*text - '0');
            if (value > 255) {
                return false;
            }
        } else {
            return false;
        }
    }
    if (octet != 3) {
        return false;
    }
    (*this)[3] = uint8_t(value);
    return true;
}

String IPAddress::toString() const {
    String text;
    text.reserve(16);
    if (!isSet()) {
        text = F("(IP unset)");
        return text;
    }
    for (int octet = 0; octet < 4; octet++) {
        if (octet > 0) {
            text += '.';
        }
        text += (*this)[octet];
    }
    return text;
}

size_t IPAddress::printTo(Print &out) const {
    if (!isSet()) {
        return out.print(F("(IP unset)"));
    }
    size_t written = 0;
    for (int octet = 0; octet < 4; octet++) {
        written += octet > 0 ? out.print('.') : 0;
        written += out.print((*this)[octet], DEC);
    }
    return written;
}
