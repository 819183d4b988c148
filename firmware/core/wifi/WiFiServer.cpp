// Copyright 2026 The NodeMCU HIL authors. SPDX-License-Identifier: Apache-2.0
#include "WiFiServer.h"

#include "Arduino.h"
#include "Connection.h"
#include "hil_core.h"
#include "lwip/priv/tcp_priv.h"
#include "lwip/tcp.h"

void WiFiServer::begin(uint16_t port, uint8_t backlog) {
    close();
    if (backlog == 0) {
        return;
    }
    port_ = port;
    tcp_pcb *pcb = tcp_new();
    if (pcb == nullptr) {
        return;
    }
    ip_set_option(pcb, SOF_REUSEADDR);
    tcp_pcb *listening =
        tcp_bind(pcb, IP4_ADDR_ANY, port) == ERR_OK ? tcp_listen_with_backlog(pcb, backlog) : nullptr;
    if (listening == nullptr) {
        tcp_close(pcb);
        return;
    }
    listening_ = listening;
    port_ = listening->local_port;
    tcp_arg(listening, this);
    tcp_accept(listening, onAccept);
}

/** It waits in lwIP's backlog until the sketch takes it. */
int8_t WiFiServer::onAccept(void *argument, tcp_pcb *pcb, int8_t error) {
    if (pcb == nullptr || error != ERR_OK) {
        return ERR_VAL;
    }
    hil::noteActivity();
    Connection *connection = new Connection(pcb);
    tcp_backlog_delayed(pcb);
    Connection **end = &static_cast<WiFiServer *>(argument)->unclaimed_;
    while (*end != nullptr) {
        end = &(*end)->next;
    }
    *end = connection;
    return ERR_OK;
}

WiFiClient WiFiServer::accept() {
    if (unclaimed_ == nullptr) {
        optimistic_yield(1000);
        return WiFiClient();
    }
    hil::noteActivity();
    Connection *first = unclaimed_;
    unclaimed_ = first->next;
    first->next = nullptr;
    first->isAccepted();
    WiFiClient client(first);
    client.setNoDelay(getNoDelay());
    return client;
}

size_t WiFiServer::hasClientData() {
    for (Connection *each = unclaimed_; each != nullptr; each = each->next) {
        if (each->available() > 0) {
            return size_t(each->available());
        }
    }
    return 0;
}

bool WiFiServer::hasMaxPendingClients() {
#if TCP_LISTEN_BACKLOG
    return listening_ != nullptr && reinterpret_cast<tcp_pcb_listen *>(listening_)->accepts_pending >= DEFAULT_BACKLOG;
#else
    return false;
#endif
}

uint8_t WiFiServer::status() {
    return listening_ == nullptr ? uint8_t(CLOSED) : uint8_t(listening_->state);
}

/** Who waits already can still be accepted. */
void WiFiServer::close() {
    if (listening_ != nullptr) {
        tcp_close(listening_);
        listening_ = nullptr;
    }
}
