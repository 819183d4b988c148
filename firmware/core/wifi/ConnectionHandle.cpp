// Copyright 2026 The NodeMCU HIL authors. SPDX-License-Identifier: Apache-2.0
#include "ConnectionHandle.h"

#include "Arduino.h"
#include "hil_core.h"
#include "hil_hostcalls.h"
#include "wl_definitions.h"

ConnectionHandle::~ConnectionHandle() {
    hil_call(HIL_TCP_RELEASE, number_);
}

void ConnectionHandle::leave() {
    if (--users_ == 0) {
        delete this;
    }
}

uint8_t ConnectionHandle::state() const {
    int state = hil_call(HIL_TCP_STATE, number_);
    return state < 0 || state == CLOSE_WAIT || state == CLOSING ? uint8_t(CLOSED) : uint8_t(state);
}

bool ConnectionHandle::awaitSent(uint32_t timeoutMillis) const {
    int left = hil_call(HIL_TCP_UNACKED, number_);
    uint64_t until = micros64() + uint64_t(timeoutMillis) * 1000;
    while (left > 0) {
        if (state() == CLOSED || micros64() >= until) {
            return false;
        }
        hil::waitForNews(hil::networkNews(), min(until, micros64() + 1000));
        int now = hil_call(HIL_TCP_UNACKED, number_);
        if (now < left) {
            until = micros64() + uint64_t(timeoutMillis) * 1000;
        }
        left = now;
    }
    return true;
}
