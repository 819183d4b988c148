// Copyright 2026 The NodeMCU HIL authors. SPDX-License-Identifier: Apache-2.0
#pragma once
#include <stdint.h>

#include "Printable.h"
#include "WString.h"

/** An IPv4 address; as a number the first octet is the lowest byte, as in lwIP. */
class IPAddress : public Printable {
public:
    IPAddress() {}
    IPAddress(uint8_t first, uint8_t second, uint8_t third, uint8_t fourth)
        : address_(uint32_t(first) | uint32_t(second) << 8 | uint32_t(third) << 16 | uint32_t(fourth) << 24) {}
    IPAddress(uint32_t address) : address_(address) {}

    IPAddress(int address) : address_(uint32_t(address)) {}
    IPAddress(unsigned long address) : address_(uint32_t(address)) {}

    operator uint32_t() const { return address_; }
    operator bool() const { return isSet(); }
    uint32_t v4() const { return address_; }
    bool isV4() const { return true; }
    bool isSet() const { return address_ != 0 && address_ != 0xFFFFFFFF; }
    bool operator==(const IPAddress &other) const { return address_ == other.address_; }
    bool operator!=(const IPAddress &other) const { return address_ != other.address_; }
    bool operator==(uint32_t other) const { return address_ == other; }
    uint8_t operator[](int index) const { return reinterpret_cast<const uint8_t *>(&address_)[index]; }
    uint8_t &operator[](int index) { return reinterpret_cast<uint8_t *>(&address_)[index]; }

    bool fromString(const char *text);
    bool fromString(const String &text) { return fromString(text.c_str()); }
    String toString() const;
    size_t printTo(Print &out) const override;
    static bool isValid(const char *text) { return IPAddress().fromString(text); }
    static bool isValid(const String &text) { return isValid(text.c_str()); }

private:
    uint32_t address_ = 0;
};

extern const IPAddress INADDR_ANY;
extern const IPAddress INADDR_NONE;
