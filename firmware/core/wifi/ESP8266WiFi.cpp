// Copyright 2026 The NodeMCU HIL authors. SPDX-License-Identifier: Apache-2.0
#include "ESP8266WiFi.h"

#include "hil_chip.h"
#include "hil_core.h"
#include "hil_hostcalls.h"
#include "hil_remark.h"
#include "net/network.h"

ESP8266WiFiClass WiFi;

namespace {

constexpr size_t LONGEST_SSID = 32;
constexpr size_t LONGEST_PASSPHRASE = 64;
constexpr size_t LONGEST_HOSTNAME = 32;

/** So much of the heap the SDK takes when the station starts: about 50 KB are free before and 44 KB after. */
constexpr size_t STATION_BUFFERS = 6 * 1024;

constexpr int NAME_SERVERS = 2;

String macText(const uint8_t *mac) {
    char text[18];
    snprintf_P(text, sizeof text, PSTR("%02X:%02X:%02X:%02X:%02X:%02X"), mac[0], mac[1], mac[2], mac[3], mac[4], mac[5]);
    return text;
}

}  // namespace

bool ESP8266WiFiClass::mode(WiFiMode_t mode) {
    if (mode == WIFI_OFF && started_) {
        disconnect();
    }
    if ((mode & WIFI_STA) && buffers_ == nullptr) {
        buffers_ = malloc(STATION_BUFFERS);
        startStation();
    }
    mode_ = mode;
    if (mode & WIFI_AP) {
        HIL_REMARKS("WiFi.mode: the virtual board has no access point of its own: only a station");
        return false;
    }
    return true;
}

wl_status_t ESP8266WiFiClass::begin(const char *ssid, const char *passphrase, int32_t channel, const uint8_t *bssid,
                                      bool connect) {
    if (channel != 0 || bssid != nullptr) {
        HIL_REMARKS("WiFi.begin: the virtual board's access point is found whatever channel and BSSID are given");
    }
    mode(WiFiMode_t(mode_ | WIFI_STA));
    size_t length = ssid == nullptr ? 0 : strlen_P(ssid);
    if (length == 0 || length > LONGEST_SSID) {
        return refused_ = WL_CONNECT_FAILED;
    }
    if (passphrase != nullptr && strlen_P(passphrase) > LONGEST_PASSPHRASE) {
        return refused_ = WL_WRONG_PASSWORD;
    }
    refused_ = WL_IDLE_STATUS;
    ssid_ = FPSTR(ssid);
    passphrase_ = FPSTR(passphrase == nullptr ? "" : passphrase);
    return connect ? begin() : status();
}

wl_status_t ESP8266WiFiClass::begin() {
    if (ssid_.isEmpty()) {
        HIL_REMARKS("WiFi.begin: the virtual board keeps no network over a restart");
        return WL_CONNECT_FAILED;
    }
    mode(WiFiMode_t(mode_ | WIFI_STA));
    started_ = true;
    hil_call(HIL_WIFI_BEGIN, intptr_t(ssid_.c_str()), intptr_t(passphrase_.c_str()));
    return status();
}

bool ESP8266WiFiClass::reconnect() {
    return started_ && begin() != WL_CONNECT_FAILED;
}

bool ESP8266WiFiClass::disconnect(bool wifiOff) {
    hil_call(HIL_WIFI_DISCONNECT);
    hil::leaveNetwork();
    started_ = false;
    if (wifiOff) {
        mode_ = WIFI_OFF;
    }
    return true;
}

wl_status_t ESP8266WiFiClass::status() {
    if (refused_ != WL_IDLE_STATUS) {
        return refused_;
    }
    wl_status_t status = started_ ? wl_status_t(hil_call(HIL_WIFI_STATUS)) : WL_DISCONNECTED;
    return status == WL_CONNECTED && !hil::hasAddress() ? WL_DISCONNECTED : status;
}

int8_t ESP8266WiFiClass::waitForConnectResult(unsigned long timeoutMillis) {
    if ((mode_ & WIFI_STA) == 0) {
        return WL_DISCONNECTED;
    }
    unsigned long start = millis();
    while (status() == WL_DISCONNECTED) {
        if (millis() - start >= timeoutMillis) {
            return -1;
        }
        delay(10);
    }
    return int8_t(status());
}

/** The host name goes into DHCP's questions. */
void ESP8266WiFiClass::startStation() {
    uint8_t mac[6];
    hostname();
    hil::startStation(macAddress(mac), hostname_.c_str());
}

/** Two orders, as on the chip: address, gateway, mask, DNS; or Arduino's, address, DNS, gateway, mask. A mask begins with 255. */
bool ESP8266WiFiClass::config(IPAddress address, IPAddress second, IPAddress third, IPAddress fourth, IPAddress dns2) {
    mode(WiFiMode_t(mode_ | WIFI_STA));
    bool isArduinos = third[0] != 255 && address.isSet();
    IPAddress gateway = isArduinos ? third : second;
    IPAddress mask = !isArduinos ? third : fourth.isSet() ? fourth : IPAddress(255, 255, 255, 0);
    IPAddress dns1 = isArduinos ? second : fourth;
    if (address.isSet() && gateway.isSet() && ((uint32_t(address) ^ uint32_t(gateway)) & uint32_t(mask)) != 0) {
        return false;  // as on the chip: both are in one network, or nothing is changed
    }
    hil::configureStation(uint32_t(address), uint32_t(gateway), uint32_t(mask), uint32_t(dns1), uint32_t(dns2));
    return true;
}

IPAddress ESP8266WiFiClass::localIP() {
    return IPAddress(hil::stationAddress());
}

IPAddress ESP8266WiFiClass::gatewayIP() {
    return IPAddress(hil::stationGateway());
}

IPAddress ESP8266WiFiClass::subnetMask() {
    return IPAddress(hil::stationMask());
}

IPAddress ESP8266WiFiClass::dnsIP(uint8_t number) {
    return number < NAME_SERVERS ? IPAddress(hil::nameServer(number)) : IPAddress();
}

/** From the words that the factory burns in; how they are read: esptool, targets/esp8266.py. */
uint8_t *ESP8266WiFiClass::macAddress(uint8_t *mac) {
    uint32_t vendor = EFUSE_WORD(3) & 0xFFFFFF;
    if (vendor == 0) {
        vendor = ((EFUSE_WORD(1) >> 16) & 0xFF) == 0 ? 0x18FE34 : 0xACD074;
    }
    mac[0] = uint8_t(vendor >> 16);
    mac[1] = uint8_t(vendor >> 8);
    mac[2] = uint8_t(vendor);
    mac[3] = uint8_t(EFUSE_WORD(1) >> 8);
    mac[4] = uint8_t(EFUSE_WORD(1));
    mac[5] = uint8_t(EFUSE_WORD(0) >> 24);
    return mac;
}

String ESP8266WiFiClass::macAddress() {
    uint8_t mac[6];
    return macText(macAddress(mac));
}

uint8_t *ESP8266WiFiClass::BSSID() {
    hil_call(HIL_WIFI_BSSID, intptr_t(bssid_));
    return bssid_;
}

String ESP8266WiFiClass::BSSIDstr() {
    return macText(BSSID());
}

int8_t ESP8266WiFiClass::RSSI() {
    return int8_t(hil_call(HIL_WIFI_RSSI));
}

int32_t ESP8266WiFiClass::channel() {
    return hil_call(HIL_WIFI_CHANNEL);
}

String ESP8266WiFiClass::hostname() {
    if (hostname_.isEmpty()) {
        char name[11];
        snprintf_P(name, sizeof name, PSTR("ESP-%06X"), unsigned(system_get_chip_id()));
        hostname_ = name;
    }
    return hostname_;
}

bool ESP8266WiFiClass::hostname(const char *name) {
    size_t length = name == nullptr ? 0 : strlen(name);
    if (length == 0 || length > LONGEST_HOSTNAME) {
        return false;
    }
    hostname_ = name;
    if (buffers_ != nullptr) {
        startStation();
    }
    return true;
}

int ESP8266WiFiClass::hostByName(const char *name, IPAddress &result, uint32_t timeoutMillis) {
    if (result.fromString(name)) {
        return 1;
    }
    uint32_t address = 0;
    int found = hil::lookUp(name, timeoutMillis, &address);
    result = IPAddress(address);
    return found;
}

void ESP8266WiFiClass::persistent(bool on) {
    persistent_ = on;
    if (on) {
        HIL_REMARKS("WiFi.persistent: the virtual board keeps no network over a restart");
    }
}

bool ESP8266WiFiClass::setAutoReconnect(bool on) {
    autoReconnect_ = on;
    if (!on) {
        HIL_REMARKS("WiFi.setAutoReconnect: the virtual board's station always reconnects");
    }
    return true;
}

bool ESP8266WiFiClass::setAutoConnect(bool on) {
    if (on) {
        HIL_REMARKS("WiFi.setAutoConnect: the virtual board keeps no network over a restart");
    }
    return true;
}

bool ESP8266WiFiClass::setSleepMode(WiFiSleepType_t type, uint8_t) {
    sleep_ = type;
    HIL_REMARKS("WiFi.setSleepMode: the virtual board's radio never sleeps");
    return true;
}

void ESP8266WiFiClass::setOutputPower(float) {
    HIL_REMARKS("WiFi.setOutputPower: the virtual board has no radio, and no output power");
}
