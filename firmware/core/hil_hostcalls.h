// Copyright 2026 The NodeMCU HIL authors. SPDX-License-Identifier: Apache-2.0
//
// The calls that the virtual chip's radio answers: SIMCALL with the number in a2, arguments in a3 to a7,
// the result in a2 (negative: error). The host's side is dev.nodemcuhil.virtual.network; a test compares the numbers.
#pragma once
#include <stdint.h>

#define HIL_WIFI_BEGIN 0x100       // (ssid, passphrase)
#define HIL_WIFI_DISCONNECT 0x101  // ()
#define HIL_WIFI_STATUS 0x102      // () -> wl_status_t
#define HIL_WIFI_IP 0x103          // (0 own, 1 gateway, 2 mask, 3 DNS server) -> IPv4 address, first octet lowest
#define HIL_WIFI_RSSI 0x104        // () -> dBm
#define HIL_WIFI_CHANNEL 0x105     // () -> 1 to 14
#define HIL_WIFI_BSSID 0x106       // (six bytes to fill)
#define HIL_DNS 0x107              // (name) -> IPv4 address or 0

#define HIL_TCP_LISTEN 0x110        // (port, backlog) -> listener, from 1
#define HIL_TCP_UNLISTEN 0x111      // (listener)
#define HIL_TCP_PENDING 0x112       // (listener) -> connections complete and not accepted
#define HIL_TCP_PENDING_DATA 0x113  // (listener) -> bytes waiting on the first of these that has any
#define HIL_TCP_ACCEPT 0x114        // (listener) -> connection, from 1; 0 when none waits
#define HIL_LISTENER_PORT 0x115     // (listener) -> port

#define HIL_TCP_CONNECT 0x120      // (IPv4 address, port) -> connection
#define HIL_TCP_STATE 0x121        // (connection) -> lwIP's state number
#define HIL_TCP_AVAILABLE 0x122    // (connection) -> unread bytes
#define HIL_TCP_READ 0x123         // (connection, buffer or 0 to discard, length) -> bytes
#define HIL_TCP_PEEK 0x124         // (connection, buffer, length) -> bytes
#define HIL_TCP_WRITE 0x125        // (connection, buffer, length) -> bytes taken
#define HIL_TCP_WRITE_SPACE 0x126  // (connection) -> bytes that a write would take now
#define HIL_TCP_UNACKED 0x127      // (connection) -> bytes on their way
#define HIL_TCP_CLOSE 0x128        // (connection): FIN, or RST if bytes are unread
#define HIL_TCP_ABORT 0x129        // (connection): RST
#define HIL_TCP_RELEASE 0x12A      // (connection): discard, FIN if open, forget the handle
#define HIL_TCP_NODELAY 0x12B      // (connection, on)
#define HIL_TCP_KEEPALIVE 0x12C    // (connection, idle seconds, interval seconds, count); idle 0: off
#define HIL_TCP_ADDRESS 0x12D      // (connection, 0 remote address, 1 remote port, 2 local address, 3 local port)

#define HIL_NET_EVENTS 0x130  // () -> whether there was news; withdraws the network interrupt

#define HIL_NETWORK_INTERRUPT 0

static inline __attribute__((always_inline)) int hil_call(int number, intptr_t first = 0, intptr_t second = 0,
                                                          intptr_t third = 0, intptr_t fourth = 0) {
    register int a2 __asm__("a2") = number;
    register intptr_t a3 __asm__("a3") = first;
    register intptr_t a4 __asm__("a4") = second;
    register intptr_t a5 __asm__("a5") = third;
    register intptr_t a6 __asm__("a6") = fourth;
    __asm__ volatile("simcall" : "+r"(a2) : "r"(a3), "r"(a4), "r"(a5), "r"(a6) : "memory");
    return a2;
}
