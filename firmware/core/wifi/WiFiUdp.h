// Copyright 2026 The NodeMCU HIL authors. SPDX-License-Identifier: Apache-2.0
#pragma once
#include "Udp.h"

struct udp_pcb;
struct pbuf;
struct ip4_addr;

/** A UDP port, or none. What comes waits here, datagram by datagram, until parsePacket() takes the next one. */
class WiFiUDP : public UDP {
public:
    WiFiUDP();
    WiFiUDP(const WiFiUDP &) = delete;
    WiFiUDP &operator=(const WiFiUDP &) = delete;
    ~WiFiUDP() override;

    uint8_t begin(uint16_t port) override;
    uint8_t beginMulticast(IPAddress interface, IPAddress group, uint16_t port);
    void stop() override;
    static void stopAll() { stopAllExcept(nullptr); }
    static void stopAllExcept(WiFiUDP *one);
    operator bool() const { return pcb_ != nullptr; }

    int beginPacket(IPAddress address, uint16_t port) override;
    int beginPacket(const char *host, uint16_t port) override;
    int beginPacketMulticast(IPAddress group, uint16_t port, IPAddress interface, int ttl = 1);
    size_t write(uint8_t value) override { return write(&value, 1); }
    size_t write(const uint8_t *data, size_t length) override;
    using Print::write;
    int endPacket() override;

    int parsePacket() override;
    int available() override;
    int read() override;
    int read(unsigned char *buffer, size_t size) override;
    int read(char *buffer, size_t size) override { return read(reinterpret_cast<unsigned char *>(buffer), size); }
    int peek() override;
    void flush() override;

    IPAddress remoteIP() override;
    uint16_t remotePort() override;
    IPAddress destinationIP() const;
    uint16_t localPort() const;

private:
    struct Datagram {
        Datagram *next;
        pbuf *data;
        uint32_t source;
        uint32_t destination;
        uint16_t port;
        uint16_t offset;
    };

    static void onReceived(void *self, udp_pcb *pcb, pbuf *data, const ip4_addr *source, uint16_t port);
    bool open();
    void dropFirst();

    static WiFiUDP *all_;

    WiFiUDP *next_;
    udp_pcb *pcb_ = nullptr;
    Datagram *first_ = nullptr;
    bool firstIsTaken_ = false;
    uint8_t *sending_ = nullptr;
    size_t sendingBytes_ = 0;
    uint32_t to_ = 0;
    uint16_t toPort_ = 0;
    bool packetBegun_ = false;
};
