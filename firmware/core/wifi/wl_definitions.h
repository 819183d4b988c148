// Copyright 2026 The NodeMCU HIL authors. SPDX-License-Identifier: Apache-2.0
//
// Numbers as in esp8266/Arduino 3.1.
#pragma once

typedef enum {
    WL_IDLE_STATUS = 0,
    WL_NO_SSID_AVAIL = 1,
    WL_SCAN_COMPLETED = 2,
    WL_CONNECTED = 3,
    WL_CONNECT_FAILED = 4,
    WL_CONNECTION_LOST = 5,
    WL_WRONG_PASSWORD = 6,
    WL_DISCONNECTED = 7,
    WL_NO_SHIELD = 255
} wl_status_t;

/** States of a connection: CLOSED, LISTEN, SYN_SENT, SYN_RCVD, ESTABLISHED and so on. */
#include "lwip/tcpbase.h"
