// Copyright 2026 The NodeMCU HIL authors. SPDX-License-Identifier: Apache-2.0
#pragma once
#include "IPAddress.h"
#include "Stream.h"

/** What every UDP of a network can do. */
class UDP : public Stream {
public:
    using Print::write;
    virtual uint8_t begin(uint16_t port) = 0;
    virtual void stop() = 0;
    virtual int beginPacket(IPAddress address, uint16_t port) = 0;
    virtual int beginPacket(const char *host, uint16_t port) = 0;
    virtual int endPacket() = 0;
    virtual int parsePacket() = 0;
    virtual int read(unsigned char *buffer, size_t size) = 0;
    virtual int read(char *buffer, size_t size) = 0;
    using Stream::read;
    virtual IPAddress remoteIP() = 0;
    virtual uint16_t remotePort() = 0;
};
