// Copyright 2026 The NodeMCU HIL authors. SPDX-License-Identifier: Apache-2.0
#pragma once
#include "Arduino.h"
#include "IPAddress.h"
#include "WiFiClient.h"
#include "WiFiServer.h"
#include "wl_definitions.h"

typedef enum { WIFI_OFF = 0, WIFI_STA = 1, WIFI_AP = 2, WIFI_AP_STA = 3 } WiFiMode_t;
typedef enum { WIFI_NONE_SLEEP = 0, WIFI_LIGHT_SLEEP = 1, WIFI_MODEM_SLEEP = 2 } WiFiSleepType_t;

/** The station: joins the network that the virtual board's access point is. There is no scan and no soft AP. */
class ESP8266WiFiClass {
public:
    bool mode(WiFiMode_t mode);
    WiFiMode_t getMode() const { return mode_; }

    wl_status_t begin(const char *ssid, const char *passphrase = nullptr, int32_t channel = 0, const uint8_t *bssid = nullptr,
                      bool connect = true);
    wl_status_t begin(const String &ssid, const String &passphrase = emptyString) {
        return begin(ssid.c_str(), passphrase.c_str());
    }
    wl_status_t begin();
    bool reconnect();
    bool disconnect(bool wifiOff = false);
    wl_status_t status();
    bool isConnected() { return status() == WL_CONNECTED; }
    int8_t waitForConnectResult(unsigned long timeoutMillis = 60000);

    /** Fixed addresses instead of DHCP's; all 0: DHCP's again. */
    bool config(IPAddress address, IPAddress gateway, IPAddress mask, IPAddress dns1 = IPAddress(), IPAddress dns2 = IPAddress());
    IPAddress localIP();
    IPAddress gatewayIP();
    IPAddress subnetMask();
    IPAddress dnsIP(uint8_t number = 0);
    uint8_t *macAddress(uint8_t *mac);
    String macAddress();
    String SSID() const { return ssid_; }
    String psk() const { return passphrase_; }
    uint8_t *BSSID();
    String BSSIDstr();
    int8_t RSSI();
    int32_t channel();

    String hostname();
    String getHostname() { return hostname(); }
    bool hostname(const char *name);
    bool hostname(const String &name) { return hostname(name.c_str()); }
    bool setHostname(const char *name) { return hostname(name); }
    int hostByName(const char *name, IPAddress &address) { return hostByName(name, address, DNS_TIMEOUT_MILLIS); }
    int hostByName(const char *name, IPAddress &address, uint32_t timeoutMillis);

    void persistent(bool on);
    bool getPersistent() const { return persistent_; }
    bool setAutoReconnect(bool on);
    bool getAutoReconnect() const { return autoReconnect_; }
    bool setAutoConnect(bool on);
    bool setSleepMode(WiFiSleepType_t type, uint8_t listenInterval = 0);
    WiFiSleepType_t getSleepMode() const { return sleep_; }
    void setOutputPower(float dBm);

private:
    static constexpr uint32_t DNS_TIMEOUT_MILLIS = 10000;
    void startStation();

    WiFiMode_t mode_ = WIFI_OFF;
    WiFiSleepType_t sleep_ = WIFI_MODEM_SLEEP;
    bool persistent_ = false;
    bool autoReconnect_ = true;
    bool started_ = false;
    wl_status_t refused_ = WL_IDLE_STATUS;
    uint8_t bssid_[6] = {};
    String ssid_;
    String passphrase_;
    String hostname_;
    void *buffers_ = nullptr;
};

extern ESP8266WiFiClass WiFi;
