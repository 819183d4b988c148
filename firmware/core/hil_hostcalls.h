// Copyright 2026 The NodeMCU HIL authors. SPDX-License-Identifier: Apache-2.0
//
// The calls that the virtual chip's radio answers: SIMCALL with the number in a2, arguments in a3 to a7,
// the result in a2 (negative: error). The host's side is dev.nodemcuhil.virtual.radio; a test compares the numbers.
#pragma once
#include <stdint.h>

#define HIL_WIFI_BEGIN 0x100       // (ssid, passphrase)
#define HIL_WIFI_DISCONNECT 0x101  // ()
#define HIL_WIFI_STATUS 0x102      // () -> wl_status_t of the radio: joined or not, whatever the address
#define HIL_WIFI_RSSI 0x104        // () -> dBm
#define HIL_WIFI_CHANNEL 0x105     // () -> 1 to 14
#define HIL_WIFI_BSSID 0x106       // (six bytes to fill)

#define HIL_NET_EVENTS 0x130    // () -> whether there was news; withdraws the network interrupt
#define HIL_FRAME_SEND 0x140    // (Ethernet frame, length)
#define HIL_FRAME_LENGTH 0x141  // () -> bytes of the next frame that came, 0 if none
#define HIL_FRAME_TAKE 0x142    // (buffer or 0 to discard, length)
#define HIL_TCP_PORTS 0x143     // (words: port | waiting connections << 16 | their limit << 24, count): all listening ports
#define HIL_UDP_PORT 0x144      // (port, whether it is open)

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
