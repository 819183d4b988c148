// Copyright 2026 The NodeMCU HIL authors. SPDX-License-Identifier: Apache-2.0
//
// lwIP on the chip: when it works, and its one interface, the station. Not for sketches.
#pragma once
#include <stdint.h>

namespace hil {

/** lwIP's own start; before setup(). */
void startNetwork();

/** Handles the frames that came and the timers that are due, on a stack of its own. Not from interrupts; from within itself, and from a callback of lwIP's, it does nothing. True if there was a frame. */
bool serveNetwork();

/** Serves the network; if there was no frame, sleeps until there is one, or the time has come, and serves it again. */
void awaitNetwork(uint64_t untilMicros);

/** Whether lwIP runs, on its own stack. */
bool isServingNetwork();
bool isOnNetworkStack(uint32_t sp);
uint32_t networkStackStart();
uint32_t networkStackEnd();

/** Milliseconds until lwIP's next timer; UINT32_MAX for none. */
uint32_t networkDueMillis();

/** The station gets an interface, once. */
void startStation(const uint8_t *mac, const char *hostname);

/** The access point was left on purpose: no address, and no connection. */
void leaveNetwork();

/** Fixed addresses, or DHCP's if the first one is 0; addresses as lwIP has them, first octet lowest. */
void configureStation(uint32_t address, uint32_t gateway, uint32_t mask, uint32_t dns1, uint32_t dns2);

bool hasAddress();
uint32_t stationAddress();
uint32_t stationGateway();
uint32_t stationMask();
uint32_t nameServer(uint8_t number);

/** 1 when found; 0 if there is no such name, or no answer in time. */
int lookUp(const char *name, uint32_t timeoutMillis, uint32_t *address);

/** Multicast from now on, on the interface with this address, or (0) on each; false if there is none. Nothing leaves a group, as on the chip. */
bool joinGroup(uint32_t interface, uint32_t group);

/** A UDP port that the machine around the board can send to, or (false) no longer. */
void announceUdpPort(uint16_t port, bool open);

}  // namespace hil
