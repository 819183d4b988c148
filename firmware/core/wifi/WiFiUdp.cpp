// Copyright 2026 The NodeMCU HIL authors. SPDX-License-Identifier: Apache-2.0
//
// Meanings as in esp8266/Arduino 3.1.2, WiFiUdp.cpp: what of a datagram is unread is lost with the next parsePacket().
#include "WiFiUdp.h"

#include <stdlib.h>

#include "Arduino.h"
#include "ESP8266WiFi.h"
#include "hil_core.h"
#include "lwip/ip.h"
#include "lwip/pbuf.h"
#include "lwip/udp.h"
#include "net/network.h"

WiFiUDP *WiFiUDP::all_ = nullptr;

WiFiUDP::WiFiUDP() : next_(all_) {
    all_ = this;
}

WiFiUDP::~WiFiUDP() {
    stop();
    WiFiUDP **at = &all_;
    while (*at != this) {
        at = &(*at)->next_;
    }
    *at = next_;
}

void WiFiUDP::stopAllExcept(WiFiUDP *one) {
    for (WiFiUDP *each = all_; each != nullptr; each = each->next_) {
        if (each != one) {
            each->stop();
        }
    }
}

bool WiFiUDP::open() {
    if (pcb_ == nullptr) {
        pcb_ = udp_new();
        if (pcb_ != nullptr) {
            udp_recv(pcb_, onReceived, this);
        }
    }
    return pcb_ != nullptr;
}

uint8_t WiFiUDP::begin(uint16_t port) {
    stop();
    if (!open() || udp_bind(pcb_, IP4_ADDR_ANY, port) != ERR_OK) {
        stop();
        return 0;
    }
    hil::announceUdpPort(pcb_->local_port, true);
    return 1;
}

uint8_t WiFiUDP::beginMulticast(IPAddress interface, IPAddress group, uint16_t port) {
    stop();
    return hil::joinGroup(uint32_t(interface), uint32_t(group)) ? begin(port) : 0;
}

void WiFiUDP::stop() {
    if (pcb_ != nullptr) {
        if (pcb_->local_port != 0) {
            hil::announceUdpPort(pcb_->local_port, false);
        }
        udp_remove(pcb_);
        pcb_ = nullptr;
    }
    while (first_ != nullptr) {
        dropFirst();
    }
    free(sending_);
    sending_ = nullptr;
    sendingBytes_ = 0;
    packetBegun_ = false;
}

void WiFiUDP::dropFirst() {
    Datagram *gone = first_;
    first_ = gone->next;
    pbuf_free(gone->data);
    free(gone);
    firstIsTaken_ = false;
}

int WiFiUDP::beginPacket(const char *host, uint16_t port) {
    IPAddress address;
    return WiFi.hostByName(host, address) == 1 ? beginPacket(address, port) : 0;
}

int WiFiUDP::beginPacket(IPAddress address, uint16_t port) {
    if (!open()) {
        return 0;
    }
    to_ = uint32_t(address);
    toPort_ = port;
    sendingBytes_ = 0;
    packetBegun_ = true;
    return 1;
}

int WiFiUDP::beginPacketMulticast(IPAddress group, uint16_t port, IPAddress interface, int ttl) {
    if (!beginPacket(group, port)) {
        return 0;
    }
    ip4_addr_t at = {uint32_t(interface)};
    udp_set_multicast_netif_addr(pcb_, &at);
    udp_set_multicast_ttl(pcb_, uint8_t(ttl));
    return 1;
}

size_t WiFiUDP::write(const uint8_t *data, size_t length) {
    if (!packetBegun_ || length == 0) {
        return 0;
    }
    uint8_t *more = static_cast<uint8_t *>(realloc(sending_, sendingBytes_ + length));
    if (more == nullptr) {
        return 0;
    }
    sending_ = more;
    memcpy(sending_ + sendingBytes_, data, length);
    sendingBytes_ += length;
    return length;
}

int WiFiUDP::endPacket() {
    if (!packetBegun_) {
        return 0;
    }
    packetBegun_ = false;
    pbuf *data = pbuf_alloc(PBUF_TRANSPORT, uint16_t(sendingBytes_), PBUF_RAM);
    bool sent = false;
    if (data != nullptr) {
        pbuf_take(data, sending_, uint16_t(sendingBytes_));
        ip_addr_t to = IPADDR4_INIT(to_);
        bool wasBound = pcb_->local_port != 0;
        sent = udp_sendto(pcb_, data, &to, toPort_) == ERR_OK;
        if (!wasBound && pcb_->local_port != 0) {
            hil::announceUdpPort(pcb_->local_port, true);
        }
        pbuf_free(data);
    }
    free(sending_);
    sending_ = nullptr;
    sendingBytes_ = 0;
    hil::noteActivity();
    return sent;
}

/** The size of the next datagram, 0 if none came. */
int WiFiUDP::parsePacket() {
    if (first_ != nullptr && firstIsTaken_) {
        dropFirst();
    }
    if (first_ == nullptr) {
        optimistic_yield(100);
        return 0;
    }
    firstIsTaken_ = true;
    hil::noteActivity();
    return first_->data->tot_len;
}

int WiFiUDP::available() {
    int count = first_ == nullptr || !firstIsTaken_ ? 0 : first_->data->tot_len - first_->offset;
    if (count == 0) {
        optimistic_yield(100);
    }
    return count;
}

int WiFiUDP::read() {
    unsigned char value;
    return read(&value, 1) == 1 ? value : -1;
}

int WiFiUDP::read(unsigned char *buffer, size_t size) {
    if (first_ == nullptr || !firstIsTaken_) {
        return 0;
    }
    uint16_t count = pbuf_copy_partial(first_->data, buffer, uint16_t(min(size, size_t(0xFFFF))), first_->offset);
    first_->offset = uint16_t(first_->offset + count);
    return count;
}

int WiFiUDP::peek() {
    uint8_t value;
    bool any = first_ != nullptr && firstIsTaken_ && pbuf_copy_partial(first_->data, &value, 1, first_->offset) == 1;
    return any ? value : -1;
}

/** Throws away what of this datagram is unread. */
void WiFiUDP::flush() {
    if (first_ != nullptr && firstIsTaken_) {
        first_->offset = first_->data->tot_len;
    }
}

IPAddress WiFiUDP::remoteIP() {
    return IPAddress(first_ == nullptr ? 0 : first_->source);
}

uint16_t WiFiUDP::remotePort() {
    return first_ == nullptr ? 0 : first_->port;
}

IPAddress WiFiUDP::destinationIP() const {
    return IPAddress(first_ == nullptr ? 0 : first_->destination);
}

uint16_t WiFiUDP::localPort() const {
    return pcb_ == nullptr ? 0 : pcb_->local_port;
}

/** One that finds no memory is lost, as datagrams may be. */
void WiFiUDP::onReceived(void *argument, udp_pcb *, pbuf *data, const ip4_addr *source, uint16_t port) {
    WiFiUDP *self = static_cast<WiFiUDP *>(argument);
    Datagram *came = static_cast<Datagram *>(malloc(sizeof(Datagram)));
    if (came == nullptr) {
        pbuf_free(data);
        return;
    }
    *came = {nullptr, data, source->addr, ip4_addr_get_u32(ip4_current_dest_addr()), port, 0};
    Datagram **end = &self->first_;
    while (*end != nullptr) {
        end = &(*end)->next;
    }
    *end = came;
    hil::noteActivity();
}
