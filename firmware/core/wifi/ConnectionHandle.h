// Copyright 2026 The NodeMCU HIL authors. SPDX-License-Identifier: Apache-2.0
#pragma once
#include <stdint.h>

/** A connection of the host, shared by the copies of a WiFiClient: the last one to go lets go of it. */
class ConnectionHandle {
public:
    explicit ConnectionHandle(int number) : number_(number) {}

    void share() { users_++; }
    void leave();
    int number() const { return number_; }

    /** lwIP's state; one that is only waiting for its end counts as closed. */
    uint8_t state() const;

    /** True once all that was written is on its way; false if that made no progress for so long. */
    bool awaitSent(uint32_t timeoutMillis) const;

    uint32_t writeTimeoutMillis = 5000;
    bool noDelay = false;
    bool sync = false;
    uint16_t keepAliveIdleSeconds = 0;
    uint16_t keepAliveIntervalSeconds = 0;
    uint8_t keepAliveCount = 0;

private:
    ~ConnectionHandle();

    int number_;
    int8_t users_ = 0;

    /** The chip's own part of a connection: lwIP's control block takes so much of the heap. */
    uint8_t controlBlock_[184];
};
