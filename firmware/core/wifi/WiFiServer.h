// Copyright 2026 The NodeMCU HIL authors. SPDX-License-Identifier: Apache-2.0
#pragma once
#include "IPAddress.h"
#include "WiFiClient.h"

class Connection;
struct tcp_pcb;

/** Listens on a port. Who connects is accepted by the chip at once and waits here, bytes and all, for accept(). */
class WiFiServer {
public:
    WiFiServer(uint16_t port = 23) : port_(port) {}
    WiFiServer(const IPAddress &, uint16_t port) : port_(port) {}
    WiFiServer(const WiFiServer &) = delete;
    WiFiServer &operator=(const WiFiServer &) = delete;

    void begin() { begin(port_); }
    void begin(uint16_t port) { begin(port, DEFAULT_BACKLOG); }
    void begin(uint16_t port, uint8_t backlog);

    WiFiClient accept();
    WiFiClient available() { return accept(); }
    bool hasClient() { return unclaimed_ != nullptr; }
    size_t hasClientData();
    bool hasMaxPendingClients();

    void setNoDelay(bool on) { noDelay_ = on ? NO_DELAY : DELAY; }
    bool getNoDelay() { return noDelay_ == UNSET ? WiFiClient::getDefaultNoDelay() : noDelay_ == NO_DELAY; }
    uint16_t port() const { return port_; }
    uint8_t status();
    explicit operator bool() { return status() != 0; }
    void close();
    void stop() { close(); }
    void end() { close(); }

private:
    static constexpr uint8_t DEFAULT_BACKLOG = 5;
    enum Delay : uint8_t { UNSET, DELAY, NO_DELAY };

    static int8_t onAccept(void *self, tcp_pcb *pcb, int8_t error);

    uint16_t port_;
    Delay noDelay_ = UNSET;
    tcp_pcb *listening_ = nullptr;
    Connection *unclaimed_ = nullptr;
};
