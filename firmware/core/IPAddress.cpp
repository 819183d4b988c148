// Copyright 2026 The NodeMCU HIL authors. SPDX-License-Identifier: Apache-2.0
#include "IPAddress.h"

#include "Print.h"

const IPAddress INADDR_ANY;

bool IPAddress::fromString(const char *text) {
    uint32_t address = 0;
    for (int octet = 0; octet < 4; octet++) {
        if (octet > 0 && *text++ != '.') {
            return false;
        }
        unsigned value = 0;
        int digits = 0;
        for (; *text >= '0' && *text <= '9' && digits < 4; digits++) {
            value = value * 10 + unsigned(*text++ - '0');
        }
        if (digits == 0 || value > 255) {
            return false;
        }
        address |= uint32_t(value) << (8 * octet);
    }
    if (*text != '\0') {
        return false;
    }
    address_ = address;
    return true;
}

String IPAddress::toString() const {
    String text;
    for (int octet = 0; octet < 4; octet++) {
        if (octet > 0) {
            text += '.';
        }
        text += (*this)[octet];
    }
    return text;
}

size_t IPAddress::printTo(Print &out) const {
    return out.print(toString());
}
