// Copyright 2026 The NodeMCU HIL authors. SPDX-License-Identifier: Apache-2.0
#pragma once
#include "Client.h"

#define WIFICLIENT_MAX_FLUSH_WAIT_MS 300
#define TCP_DEFAULT_KEEPALIVE_IDLE_SEC 7200
#define TCP_DEFAULT_KEEPALIVE_INTERVAL_SEC 75
#define TCP_DEFAULT_KEEPALIVE_COUNT 9

class Connection;

/** One TCP connection, or none. Copies share it; when the last copy goes, it is closed. */
class WiFiClient : public Client {
public:
    WiFiClient();
    WiFiClient(const WiFiClient &other);
    WiFiClient &operator=(const WiFiClient &other);
    ~WiFiClient() override;

    int connect(IPAddress address, uint16_t port) override;
    int connect(const char *host, uint16_t port) override;
    int connect(const String &host, uint16_t port) { return connect(host.c_str(), port); }

    using Print::write;
    size_t write(uint8_t value) override { return write(&value, 1); }
    size_t write(const uint8_t *data, size_t length) override;
    size_t write_P(PGM_P data, size_t length);
    size_t write(Stream &source);
    int availableForWrite() override;

    int available() override;
    int read() override;
    int read(uint8_t *buffer, size_t size) override;
    int read(char *buffer, size_t size) { return read(reinterpret_cast<uint8_t *>(buffer), size); }
    int peek() override;
    size_t peekBytes(uint8_t *buffer, size_t length);
    size_t peekBytes(char *buffer, size_t length) { return peekBytes(reinterpret_cast<uint8_t *>(buffer), length); }

    void flush() override { flush(0); }
    bool flush(unsigned int maxWaitMillis);
    void stop() override { stop(0); }
    bool stop(unsigned int maxWaitMillis);
    void abort();
    uint8_t connected() override;
    uint8_t status();
    operator bool() override;
    bool operator==(const WiFiClient &other) const { return connection_ == other.connection_; }
    bool operator!=(const WiFiClient &other) const { return connection_ != other.connection_; }

    IPAddress remoteIP();
    uint16_t remotePort();
    IPAddress localIP();
    uint16_t localPort();
    static void setLocalPortStart(uint16_t port) { localPortStart_ = port; }

    void setNoDelay(bool on);
    bool getNoDelay() const;
    void setSync(bool on);
    bool getSync() const;
    void keepAlive(uint16_t idleSeconds = TCP_DEFAULT_KEEPALIVE_IDLE_SEC,
                   uint16_t intervalSeconds = TCP_DEFAULT_KEEPALIVE_INTERVAL_SEC, uint8_t count = TCP_DEFAULT_KEEPALIVE_COUNT);
    void disableKeepAlive() { keepAlive(0, 0, 0); }
    bool isKeepAliveEnabled() const;
    uint16_t getKeepAliveIdle() const;
    uint16_t getKeepAliveInterval() const;
    uint8_t getKeepAliveCount() const;

    static void setDefaultNoDelay(bool on) { defaultNoDelay_ = on; }
    static bool getDefaultNoDelay() { return defaultNoDelay_; }
    static void setDefaultSync(bool on) { defaultSync_ = on; }
    static bool getDefaultSync() { return defaultSync_; }

private:
    friend class WiFiServer;
    explicit WiFiClient(Connection *connection);
    void hold(Connection *connection);

    static bool defaultNoDelay_;
    static bool defaultSync_;
    static uint16_t localPortStart_;
    Connection *connection_ = nullptr;
};
