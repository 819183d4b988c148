// Copyright 2026 The NodeMCU HIL authors. SPDX-License-Identifier: Apache-2.0
//
// Meanings as in esp8266/Arduino 3.1, the odd ones too: connected() is false after the peer's FIN although bytes are
// unread, stop() with unread bytes resets the connection, write() waits for room up to the time-out.
#include "WiFiClient.h"

#include "Arduino.h"
#include "ConnectionHandle.h"
#include "ESP8266WiFi.h"
#include "hil_core.h"
#include "hil_hostcalls.h"
#include "wl_definitions.h"

bool WiFiClient::defaultNoDelay_ = false;

namespace {

constexpr unsigned long DEFAULT_TIMEOUT_MILLIS = 5000;

/** lwIP's own clock on the chip; a look this often is only for what raises no interrupt. */
constexpr uint32_t POLL_MICROS = 10000;

}  // namespace

WiFiClient::WiFiClient() {
    Stream::setTimeout(DEFAULT_TIMEOUT_MILLIS);
}

WiFiClient::WiFiClient(ConnectionHandle *handle) {
    Stream::setTimeout(DEFAULT_TIMEOUT_MILLIS);
    hold(handle);
}

WiFiClient::WiFiClient(const WiFiClient &other) : Client(other) {
    hold(other.handle_);
}

WiFiClient &WiFiClient::operator=(const WiFiClient &other) {
    Stream::setTimeout(other._timeout);
    hold(other.handle_);
    return *this;
}

WiFiClient::~WiFiClient() {
    hold(nullptr);
}

void WiFiClient::hold(ConnectionHandle *handle) {
    if (handle != nullptr) {
        handle->share();
    }
    ConnectionHandle *before = handle_;
    handle_ = handle;
    if (before != nullptr) {
        before->leave();
    }
}

int WiFiClient::connect(const char *host, uint16_t port) {
    IPAddress address;
    return WiFi.hostByName(host, address) == 1 ? connect(address, port) : 0;
}

int WiFiClient::connect(IPAddress address, uint16_t port) {
    hold(nullptr);
    int connection = hil_call(HIL_TCP_CONNECT, intptr_t(uint32_t(address)), port);
    if (connection <= 0) {
        return 0;
    }
    hold(new ConnectionHandle(connection));
    uint64_t until = micros64() + uint64_t(_timeout) * 1000;
    uint8_t state = handle_->state();
    while (state == SYN_SENT && micros64() < until) {
        uint32_t seen = hil::networkNews();
        state = handle_->state();
        if (state == SYN_SENT) {
            hil::waitForNews(seen, min(until, micros64() + POLL_MICROS));
        }
    }
    if (state != ESTABLISHED) {
        hold(nullptr);
        return 0;
    }
    handle_->writeTimeoutMillis = _timeout;
    setNoDelay(defaultNoDelay_);
    return 1;
}

size_t WiFiClient::write(const uint8_t *data, size_t length) {
    if (handle_ == nullptr || length == 0) {
        return 0;
    }
    size_t written = 0;
    uint64_t until = micros64() + uint64_t(handle_->writeTimeoutMillis) * 1000;
    for (;;) {
        uint32_t seen = hil::networkNews();
        if (handle_->state() != ESTABLISHED) {
            break;
        }
        int taken = hil_call(HIL_TCP_WRITE, handle_->number(), intptr_t(data + written), intptr_t(length - written));
        if (taken > 0) {
            written += size_t(taken);
            until = micros64() + uint64_t(handle_->writeTimeoutMillis) * 1000;
        }
        if (written == length || taken < 0 || micros64() >= until) {
            break;
        }
        if (taken == 0) {
            hil::waitForNews(seen, min(until, micros64() + POLL_MICROS));
        }
    }
    if (handle_->sync) {
        handle_->awaitSent(handle_->writeTimeoutMillis);
    }
    hil::noteActivity();
    return written;
}

size_t WiFiClient::write_P(PGM_P data, size_t length) {
    return print(FPSTR(data)) == length ? length : 0;
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
    return handle_ == nullptr ? 0 : max(0, hil_call(HIL_TCP_WRITE_SPACE, handle_->number()));
}

int WiFiClient::available() {
    int count = handle_ == nullptr ? 0 : hil_call(HIL_TCP_AVAILABLE, handle_->number());
    if (count <= 0) {
        optimistic_yield(100);
        return 0;
    }
    return count;
}

int WiFiClient::read() {
    uint8_t value;
    return handle_ != nullptr && read(&value, 1) == 1 ? value : -1;
}

/** Without a connection this follows a null pointer, as the chip's core does. */
int WiFiClient::read(uint8_t *buffer, size_t size) {
    int count = hil_call(HIL_TCP_READ, handle_->number(), intptr_t(buffer), intptr_t(size));
    if (count > 0) {
        hil::noteActivity();
    }
    return max(0, count);
}

int WiFiClient::peek() {
    uint8_t value;
    return peekBytes(&value, 1) == 1 ? value : -1;
}

size_t WiFiClient::peekBytes(uint8_t *buffer, size_t length) {
    int count = handle_ == nullptr ? 0 : hil_call(HIL_TCP_PEEK, handle_->number(), intptr_t(buffer), intptr_t(length));
    return size_t(max(0, count));
}

bool WiFiClient::flush(unsigned int maxWaitMillis) {
    return handle_ == nullptr || handle_->awaitSent(maxWaitMillis == 0 ? WIFICLIENT_MAX_FLUSH_WAIT_MS : maxWaitMillis);
}

bool WiFiClient::stop(unsigned int maxWaitMillis) {
    if (handle_ == nullptr) {
        return true;
    }
    bool sent = flush(maxWaitMillis);
    return hil_call(HIL_TCP_CLOSE, handle_->number()) >= 0 && sent;
}

void WiFiClient::abort() {
    if (handle_ != nullptr) {
        flush(0);
        hil_call(HIL_TCP_ABORT, handle_->number());
    }
}

uint8_t WiFiClient::status() {
    return handle_ == nullptr ? uint8_t(CLOSED) : handle_->state();
}

uint8_t WiFiClient::connected() {
    uint8_t state = status();
    return state != CLOSED && (state == ESTABLISHED || available() > 0);
}

uint32_t WiFiClient::address(int which) {
    return handle_ == nullptr ? 0 : uint32_t(hil_call(HIL_TCP_ADDRESS, handle_->number(), which));
}

void WiFiClient::setNoDelay(bool on) {
    if (handle_ != nullptr) {
        handle_->noDelay = on;
        hil_call(HIL_TCP_NODELAY, handle_->number(), on);
    }
}

bool WiFiClient::getNoDelay() const {
    return handle_ != nullptr && handle_->noDelay;
}

void WiFiClient::setSync(bool on) {
    if (handle_ != nullptr) {
        handle_->sync = on;
    }
}

bool WiFiClient::getSync() const {
    return handle_ != nullptr && handle_->sync;
}

void WiFiClient::setTimeout(unsigned long milliseconds) {
    Stream::setTimeout(milliseconds);
    if (handle_ != nullptr) {
        handle_->writeTimeoutMillis = milliseconds;
    }
}

void WiFiClient::keepAlive(uint16_t idleSeconds, uint16_t intervalSeconds, uint8_t count) {
    bool on = idleSeconds != 0 && intervalSeconds != 0 && count != 0;
    handle_->keepAliveIdleSeconds = on ? idleSeconds : 0;
    handle_->keepAliveIntervalSeconds = on ? intervalSeconds : 0;
    handle_->keepAliveCount = on ? count : 0;
    hil_call(HIL_TCP_KEEPALIVE, handle_->number(), on ? idleSeconds : 0, intervalSeconds, count);
}

bool WiFiClient::isKeepAliveEnabled() const {
    return handle_->keepAliveIdleSeconds != 0;
}

uint16_t WiFiClient::getKeepAliveIdle() const {
    return handle_->keepAliveIdleSeconds;
}

uint16_t WiFiClient::getKeepAliveInterval() const {
    return handle_->keepAliveIntervalSeconds;
}

uint8_t WiFiClient::getKeepAliveCount() const {
    return handle_->keepAliveCount;
}
