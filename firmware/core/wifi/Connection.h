// Copyright 2026 The NodeMCU HIL authors. SPDX-License-Identifier: Apache-2.0
#pragma once
#include <stddef.h>
#include <stdint.h>

struct tcp_pcb;
struct pbuf;

/**
 * One TCP connection of lwIP's, shared by the copies of a WiFiClient: the last one to go closes it.
 *
 * Meanings as in esp8266/Arduino 3.1.2, ClientContext.h: the peer's FIN is answered by RST unless bytes are unread; what
 * is read opens the window at once.
 */
class Connection {
public:
    /** Takes over a control block: one that was accepted, or one that is to connect. */
    explicit Connection(tcp_pcb *pcb);

    /** True once it is established; waits for that. */
    bool connect(uint32_t address, uint16_t port, uint32_t timeoutMillis);

    void share() { users_++; }
    void leave();

    /** lwIP's number; a connection that only waits for its end counts as closed. */
    uint8_t state() const;

    int available() const;
    int read(uint8_t *buffer, int length);

    /** From what came with one segment; more may be available. */
    int peek(uint8_t *buffer, int length) const;

    /** Waits for room up to the time-out, anew after each progress. */
    size_t write(const uint8_t *data, size_t length, uint32_t timeoutMillis);
    int writeSpace();

    /** True once the peer has all that was written, or the connection has ended; false if that made no progress for so long. */
    bool awaitAcknowledged(uint32_t timeoutMillis);

    /** FIN, or RST if bytes are unread; false if that needed memory that was not there. */
    bool close();
    void abort();

    void setNoDelay(bool on);
    bool isNoDelay() const;
    void setKeepAlive(uint16_t idleSeconds, uint16_t intervalSeconds, uint8_t count);
    bool isKeptAlive() const;
    uint16_t keepAliveIdleSeconds() const;
    uint16_t keepAliveIntervalSeconds() const;
    uint8_t keepAliveCount() const;

    /** A server's queue has a place again. */
    void isAccepted();

    uint32_t remoteAddress() const;
    uint16_t remotePort() const;
    uint32_t localAddress() const;
    uint16_t localPort() const;

    bool sync = false;

    /** The next one in a server's queue. */
    Connection *next = nullptr;

private:
    ~Connection();
    static int8_t onReceived(void *self, tcp_pcb *pcb, pbuf *data, int8_t error);
    static int8_t onAcknowledged(void *self, tcp_pcb *pcb, uint16_t length);
    static int8_t onConnected(void *self, tcp_pcb *pcb, int8_t error);
    static void onError(void *self, int8_t error);
    tcp_pcb *detach();
    void discard();
    bool writeSome(const uint8_t *data, size_t length, size_t &written);

    tcp_pcb *pcb_;
    pbuf *received_ = nullptr;
    uint16_t offset_ = 0;  // in the first piece of what was received
    int8_t users_ = 0;
    bool roomWanted_ = false;
};
