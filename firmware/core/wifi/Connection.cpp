// Copyright 2026 The NodeMCU HIL authors. SPDX-License-Identifier: Apache-2.0
#include "Connection.h"

#include "Arduino.h"
#include "WiFiClient.h"
#include "hil_core.h"
#include "lwip/pbuf.h"
#include "lwip/priv/tcp_priv.h"
#include "lwip/tcp.h"
#include "net/network.h"

Connection::Connection(tcp_pcb *pcb) : pcb_(pcb) {
    tcp_setprio(pcb, TCP_PRIO_MIN);
    tcp_arg(pcb, this);
    tcp_recv(pcb, onReceived);
    tcp_sent(pcb, onAcknowledged);
    tcp_err(pcb, onError);
}

Connection::~Connection() {
    discard();
    close();
}

void Connection::leave() {
    if (--users_ == 0) {
        delete this;
    }
}

/** Without callbacks lwIP finishes a connection by itself. */
tcp_pcb *Connection::detach() {
    tcp_pcb *pcb = pcb_;
    pcb_ = nullptr;
    tcp_arg(pcb, nullptr);
    tcp_recv(pcb, nullptr);
    tcp_sent(pcb, nullptr);
    tcp_err(pcb, nullptr);
    return pcb;
}

void Connection::discard() {
    if (received_ == nullptr) {
        return;
    }
    if (pcb_ != nullptr) {
        tcp_recved(pcb_, received_->tot_len);
    }
    pbuf_free(received_);
    received_ = nullptr;
    offset_ = 0;
}

bool Connection::connect(uint32_t address, uint16_t port, uint32_t timeoutMillis) {
    ip_addr_t to = IPADDR4_INIT(address);
    if (tcp_connect(pcb_, &to, port, onConnected) != ERR_OK) {
        return false;
    }
    uint64_t until = micros64() + uint64_t(timeoutMillis) * 1000;
    while (state() == SYN_SENT && micros64() < until) {
        hil::awaitNetwork(until);
    }
    if (state() != ESTABLISHED) {
        abort();
        return false;
    }
    return true;
}

uint8_t Connection::state() const {
    return pcb_ == nullptr || pcb_->state == CLOSE_WAIT || pcb_->state == CLOSING ? uint8_t(CLOSED) : uint8_t(pcb_->state);
}

int Connection::available() const {
    return received_ == nullptr ? 0 : received_->tot_len - offset_;
}

int Connection::peek(uint8_t *buffer, int length) const {
    if (received_ == nullptr || length <= 0) {
        return 0;
    }
    int count = min(length, received_->len - offset_);
    memcpy(buffer, static_cast<uint8_t *>(received_->payload) + offset_, size_t(count));
    return count;
}

int Connection::read(uint8_t *buffer, int length) {
    int taken = 0;
    while (taken < length && received_ != nullptr) {
        const uint8_t *from = static_cast<uint8_t *>(received_->payload) + offset_;
        int count = min(length - taken, received_->len - offset_);
        if (count == 1) {
            buffer[taken] = *from;  // most sketches read byte by byte
        } else {
            memcpy(buffer + taken, from, size_t(count));
        }
        taken += count;
        offset_ = uint16_t(offset_ + count);
        if (offset_ == received_->len) {
            pbuf *head = received_;
            received_ = head->next;
            offset_ = 0;
            if (received_ != nullptr) {
                pbuf_ref(received_);
            }
            pbuf_free(head);
        }
        if (pcb_ != nullptr) {
            tcp_recved(pcb_, uint16_t(count));
        }
    }
    return taken;
}

size_t Connection::write(const uint8_t *data, size_t length, uint32_t timeoutMillis) {
    size_t written = 0;
    uint64_t until = micros64() + uint64_t(timeoutMillis) * 1000;
    for (;;) {
        if (writeSome(data, length, written)) {
            until = micros64() + uint64_t(timeoutMillis) * 1000;
        }
        if (written == length || micros64() >= until || state() == CLOSED) {
            break;
        }
        hil::awaitNetwork(until);
    }
    if (sync) {
        awaitAcknowledged(WIFICLIENT_MAX_FLUSH_WAIT_MS);
    }
    return written;
}

/** As much as lwIP has room for; true if that was anything. */
bool Connection::writeSome(const uint8_t *data, size_t length, size_t &written) {
    size_t before = written;
    while (written < length && state() != CLOSED) {
        size_t left = length - written;
        size_t count = min(left, size_t(tcp_sndbuf(pcb_)));
        uint8_t flags = uint8_t((count < left ? TCP_WRITE_FLAG_MORE : 0) | (sync ? 0 : TCP_WRITE_FLAG_COPY));
        if (count == 0 || tcp_write(pcb_, data + written, uint16_t(count), flags) != ERR_OK) {
            roomWanted_ = true;
            break;
        }
        written += count;
    }
    if (written > before) {
        tcp_output(pcb_);
    }
    return written > before;
}

int Connection::writeSpace() {
    roomWanted_ = true;
    return pcb_ == nullptr ? 0 : tcp_sndbuf(pcb_);
}

bool Connection::awaitAcknowledged(uint32_t timeoutMillis) {
    int room = -1;
    uint64_t until = 0;
    while (pcb_ != nullptr) {
        tcp_output(pcb_);
        if (tcp_sndbuf(pcb_) != room) {
            room = tcp_sndbuf(pcb_);
            until = micros64() + uint64_t(timeoutMillis) * 1000;
        }
        if (state() != ESTABLISHED || room == TCP_SND_BUF) {
            break;
        }
        if (micros64() >= until) {
            return false;
        }
        hil::awaitNetwork(until);
    }
    return true;
}

bool Connection::close() {
    if (pcb_ == nullptr) {
        return true;
    }
    tcp_pcb *pcb = detach();
    if (tcp_close(pcb) == ERR_OK) {
        return true;
    }
    tcp_abort(pcb);
    return false;
}

void Connection::abort() {
    if (pcb_ != nullptr) {
        tcp_abort(detach());
    }
}

void Connection::setNoDelay(bool on) {
    if (pcb_ == nullptr) {
        return;
    }
    if (on) {
        tcp_nagle_disable(pcb_);
    } else {
        tcp_nagle_enable(pcb_);
    }
}

bool Connection::isNoDelay() const {
    return pcb_ != nullptr && tcp_nagle_disabled(pcb_);
}

/** Without a control block these follow a null pointer, as the chip's core does. */
void Connection::setKeepAlive(uint16_t idleSeconds, uint16_t intervalSeconds, uint8_t count) {
    if (idleSeconds == 0 || intervalSeconds == 0 || count == 0) {
        ip_reset_option(pcb_, SOF_KEEPALIVE);
        return;
    }
    ip_set_option(pcb_, SOF_KEEPALIVE);
    pcb_->keep_idle = idleSeconds * 1000u;
    pcb_->keep_intvl = intervalSeconds * 1000u;
    pcb_->keep_cnt = count;
}

bool Connection::isKeptAlive() const {
    return ip_get_option(pcb_, SOF_KEEPALIVE);
}

uint16_t Connection::keepAliveIdleSeconds() const {
    return isKeptAlive() ? uint16_t(pcb_->keep_idle / 1000) : 0;
}

uint16_t Connection::keepAliveIntervalSeconds() const {
    return isKeptAlive() ? uint16_t(pcb_->keep_intvl / 1000) : 0;
}

uint8_t Connection::keepAliveCount() const {
    return isKeptAlive() ? uint8_t(pcb_->keep_cnt) : 0;
}

void Connection::isAccepted() {
    if (pcb_ != nullptr) {
        tcp_backlog_accepted(pcb_);
    }
}

uint32_t Connection::remoteAddress() const {
    return pcb_ == nullptr ? 0 : ip_addr_get_ip4_u32(&pcb_->remote_ip);
}

uint16_t Connection::remotePort() const {
    return pcb_ == nullptr ? 0 : pcb_->remote_port;
}

uint32_t Connection::localAddress() const {
    return pcb_ == nullptr ? 0 : ip_addr_get_ip4_u32(&pcb_->local_ip);
}

uint16_t Connection::localPort() const {
    return pcb_ == nullptr ? 0 : pcb_->local_port;
}

int8_t Connection::onReceived(void *argument, tcp_pcb *, pbuf *data, int8_t) {
    Connection *self = static_cast<Connection *>(argument);
    hil::noteActivity();
    if (data == nullptr) {
        if (self->received_ != nullptr) {
            return ERR_OK;
        }
        self->abort();
        return ERR_ABRT;
    }
    if (self->received_ == nullptr) {
        self->received_ = data;
        self->offset_ = 0;
    } else {
        pbuf_cat(self->received_, data);
    }
    return ERR_OK;
}

/** loop() is called at once only if the sketch waits for room. */
int8_t Connection::onAcknowledged(void *argument, tcp_pcb *, uint16_t) {
    Connection *self = static_cast<Connection *>(argument);
    if (self->roomWanted_) {
        self->roomWanted_ = false;
        hil::noteActivity();
    }
    return ERR_OK;
}

int8_t Connection::onConnected(void *, tcp_pcb *, int8_t) {
    return ERR_OK;
}

/** lwIP has freed the control block already. */
void Connection::onError(void *argument, int8_t) {
    hil::noteActivity();
    static_cast<Connection *>(argument)->pcb_ = nullptr;
}
