// Copyright 2026 The NodeMCU HIL authors. SPDX-License-Identifier: Apache-2.0
#include "WiFiServer.h"

#include "Arduino.h"
#include "ConnectionHandle.h"
#include "hil_core.h"
#include "hil_hostcalls.h"
#include "wl_definitions.h"

void WiFiServer::begin(uint16_t port, uint8_t backlog) {
    if (backlog == 0) {
        return;
    }
    close();
    port_ = port;
    int listener = hil_call(HIL_TCP_LISTEN, port, backlog);
    listener_ = listener > 0 ? listener : 0;
}

WiFiClient WiFiServer::accept() {
    int connection = listener_ == 0 ? 0 : hil_call(HIL_TCP_ACCEPT, listener_);
    if (connection <= 0) {
        optimistic_yield(1000);
        return WiFiClient();
    }
    hil::noteActivity();
    WiFiClient client(new ConnectionHandle(connection));
    client.setNoDelay(getNoDelay());
    return client;
}

bool WiFiServer::hasClient() {
    return listener_ != 0 && hil_call(HIL_TCP_PENDING, listener_) > 0;
}

size_t WiFiServer::hasClientData() {
    return listener_ == 0 ? 0 : size_t(hil_call(HIL_TCP_PENDING_DATA, listener_));
}

bool WiFiServer::hasMaxPendingClients() {
    return listener_ != 0 && hil_call(HIL_TCP_PENDING, listener_) >= DEFAULT_BACKLOG;
}

uint16_t WiFiServer::port() const {
    return listener_ == 0 ? port_ : uint16_t(hil_call(HIL_LISTENER_PORT, listener_));
}

uint8_t WiFiServer::status() {
    return listener_ == 0 ? CLOSED : LISTEN;
}

void WiFiServer::close() {
    if (listener_ != 0) {
        hil_call(HIL_TCP_UNLISTEN, listener_);
        listener_ = 0;
    }
}
