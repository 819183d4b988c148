// Copyright 2026 The NodeMCU HIL authors. SPDX-License-Identifier: Apache-2.0
//
// Meanings as in esp8266/Arduino 3.1, the odd ones too: connected() is false after the peer's FIN although bytes are
// unread, stop() with unread bytes resets the connection, write() waits for room up to this object's time-out.
#include "WiFiClient.h"

#include "Arduino.h"
#include "Connection.h"
#include "ESP8266WiFi.h"
#include "hil_core.h"
#include "lwip/tcp.h"

bool WiFiClient::defaultNoDelay_ = false;
bool WiFiClient::defaultSync_ = false;
uint16_t WiFiClient::localPortStart_ = 0;

namespace {

constexpr unsigned long DEFAULT_TIMEOUT_MILLIS = 5000;

}  // namespace

WiFiClient::WiFiClient() {
    Stream::setTimeout(DEFAULT_TIMEOUT_MILLIS);
}

WiFiClient::WiFiClient(Connection *connection) {
    Stream::setTimeout(DEFAULT_TIMEOUT_MILLIS);
    hold(connection);
    setSync(defaultSync_);
}

WiFiClient::WiFiClient(const WiFiClient &other) : Client(other) {
    hold(other.connection_);
}

WiFiClient &WiFiClient::operator=(const WiFiClient &other) {
    Stream::setTimeout(other._timeout);
    hold(other.connection_);
    return *this;
}

WiFiClient::~WiFiClient() {
    hold(nullptr);
}

void WiFiClient::hold(Connection *connection) {
    if (connection != nullptr) {
        connection->share();
    }
    Connection *before = connection_;
    connection_ = connection;
    if (before != nullptr) {
        before->leave();
    }
}

int WiFiClient::connect(const char *host, uint16_t port) {
    IPAddress address;
    return WiFi.hostByName(host, address, _timeout) == 1 ? connect(address, port) : 0;
}

int WiFiClient::connect(IPAddress address, uint16_t port) {
    hold(nullptr);
    tcp_pcb *pcb = tcp_new();
    if (pcb == nullptr) {
        return 0;
    }
    if (localPortStart_ > 0) {
        pcb->local_port = localPortStart_++;
    }
    hold(new Connection(pcb));
    if (!connection_->connect(uint32_t(address), port, _timeout)) {
        hold(nullptr);
        return 0;
    }
    setNoDelay(defaultNoDelay_);
    setSync(defaultSync_);
    return 1;
}

size_t WiFiClient::write(const uint8_t *data, size_t length) {
    if (connection_ == nullptr || length == 0) {
        return 0;
    }
    hil::noteActivity();
    return connection_->write(data, length, _timeout);
}

/** The time-out counts anew for each piece, which the chip's core reads where it lies. */
size_t WiFiClient::write_P(PGM_P data, size_t length) {
    uint8_t piece[128];
    size_t written = 0;
    while (written < length) {
        size_t count = min(length - written, sizeof piece);
        memcpy_P(piece, data + written, count);
        size_t taken = write(piece, count);
        written += taken;
        if (taken < count) {
            break;
        }
    }
    return written;
}

size_t WiFiClient::write(Stream &source) {
    uint8_t piece[128];
    size_t total = 0;
    for (int waiting = source.available(); waiting > 0; waiting = source.available()) {
        size_t count = source.readBytes(piece, min(size_t(waiting), sizeof piece));
        size_t written = write(piece, count);
        total += written;
        if (count == 0 || written < count) {
            break;
        }
    }
    return total;
}

int WiFiClient::availableForWrite() {
    return connection_ == nullptr ? 0 : connection_->writeSpace();
}

int WiFiClient::available() {
    int count = connection_ == nullptr ? 0 : connection_->available();
    if (count == 0) {
        optimistic_yield(100);
    }
    return count;
}

int WiFiClient::read() {
    uint8_t value;
    return connection_ != nullptr && read(&value, 1) == 1 ? value : -1;
}

/** Without a connection this follows a null pointer, as the chip's core does. */
int WiFiClient::read(uint8_t *buffer, size_t size) {
    int count = connection_->read(buffer, int(size));
    if (count > 0) {
        hil::noteActivity();
    }
    return count;
}

int WiFiClient::peek() {
    uint8_t value;
    return available() > 0 && connection_->peek(&value, 1) == 1 ? value : -1;
}

/** Waits until so many bytes are there, or for this object's time-out; gives those that came with one segment. */
size_t WiFiClient::peekBytes(uint8_t *buffer, size_t length) {
    if (connection_ == nullptr) {
        return 0;
    }
    unsigned long start = millis();
    while (size_t(available()) < length && millis() - start < _timeout) {
        yield();
    }
    return size_t(connection_->peek(buffer, int(min(length, size_t(connection_->available())))));
}

bool WiFiClient::flush(unsigned int maxWaitMillis) {
    return connection_ == nullptr ||
           connection_->awaitAcknowledged(maxWaitMillis == 0 ? WIFICLIENT_MAX_FLUSH_WAIT_MS : maxWaitMillis);
}

bool WiFiClient::stop(unsigned int maxWaitMillis) {
    if (connection_ == nullptr) {
        return true;
    }
    bool sent = flush(maxWaitMillis);
    return connection_->close() && sent;
}

void WiFiClient::abort() {
    if (connection_ != nullptr) {
        flush(0);
        connection_->abort();
    }
}

uint8_t WiFiClient::status() {
    return connection_ == nullptr ? uint8_t(CLOSED) : connection_->state();
}

uint8_t WiFiClient::connected() {
    uint8_t state = status();
    return state != CLOSED && (state == ESTABLISHED || available() > 0);
}

WiFiClient::operator bool() {
    return available() > 0 || (connection_ != nullptr && connected());
}

IPAddress WiFiClient::remoteIP() {
    return IPAddress(connection_ == nullptr ? 0 : connection_->remoteAddress());
}

uint16_t WiFiClient::remotePort() {
    return connection_ == nullptr ? 0 : connection_->remotePort();
}

IPAddress WiFiClient::localIP() {
    return IPAddress(connection_ == nullptr ? 0 : connection_->localAddress());
}

uint16_t WiFiClient::localPort() {
    return connection_ == nullptr ? 0 : connection_->localPort();
}

void WiFiClient::setNoDelay(bool on) {
    if (connection_ != nullptr) {
        connection_->setNoDelay(on);
    }
}

bool WiFiClient::getNoDelay() const {
    return connection_ != nullptr && connection_->isNoDelay();
}

void WiFiClient::setSync(bool on) {
    if (connection_ != nullptr) {
        connection_->sync = on;
    }
}

bool WiFiClient::getSync() const {
    return connection_ != nullptr && connection_->sync;
}

void WiFiClient::keepAlive(uint16_t idleSeconds, uint16_t intervalSeconds, uint8_t count) {
    connection_->setKeepAlive(idleSeconds, intervalSeconds, count);
}

bool WiFiClient::isKeepAliveEnabled() const {
    return connection_->isKeptAlive();
}

uint16_t WiFiClient::getKeepAliveIdle() const {
    return connection_->keepAliveIdleSeconds();
}

uint16_t WiFiClient::getKeepAliveInterval() const {
    return connection_->keepAliveIntervalSeconds();
}

uint8_t WiFiClient::getKeepAliveCount() const {
    return connection_->keepAliveCount();
}
