// Copyright 2026 The NodeMCU HIL authors. SPDX-License-Identifier: Apache-2.0
//
// Between lwIP and the radio: frames, timers, the station's addresses.
#include "network.h"

#include <string.h>

#include "Arduino.h"
#include "hil_chip.h"
#include "hil_core.h"
#include "hil_hostcalls.h"
#include "lwip/dhcp.h"
#include "lwip/dns.h"
#include "lwip/etharp.h"
#include "lwip/igmp.h"
#include "lwip/init.h"
#include "lwip/netif.h"
#include "lwip/pbuf.h"
#include "lwip/priv/tcp_priv.h"
#include "lwip/tcp.h"
#include "lwip/timeouts.h"
#include "netif/ethernet.h"

extern "C" {
void hil_call_on_stack(void (*function)(void), void *top);

uint32_t sys_now(void) {
    return uint32_t(millis());
}

uint32_t hil_random(void) {
    return RANDOM_NUMBER;
}
}

namespace {

constexpr uint16_t MTU = 1500;
constexpr uint32_t LARGEST_FRAME = 14 + MTU;
/** lwIP's timers count milliseconds. */
constexpr uint32_t TICKS_BETWEEN_TIMERS = 1000 * hil::TICKS_PER_MICROSECOND;

constexpr int STATION_JOINED = 3;
constexpr int MOST_PORTS = 16;

/** As esp8266/Arduino has it; lwIP itself has no limit but the heap. Source: its lwip2 patches. */
constexpr int MOST_TIME_WAITS = 5;

constexpr uint32_t STACK_BYTES = 2048;

struct netif station;
bool stationExists;
bool stationIsFixed;
bool joined;
bool serving;
bool hadFrame;
uint32_t servedNews;
uint32_t timersCount;
uint32_t toldPorts = ~0u;
uint8_t stack[STACK_BYTES] __attribute__((aligned(16)));

/** A port, how many wait there, and how many may. */
inline uint32_t toldOf(const tcp_pcb_listen *listening) {
#if TCP_LISTEN_BACKLOG
    return listening->local_port | uint32_t(listening->accepts_pending) << 16 | uint32_t(listening->backlog) << 24;
#else
    return listening->local_port | 0xFFu << 24;
#endif
}

/** Tells the machine around the board where the sketch listens, and how many connections wait there, whenever that changed. */
void tellPorts() {
    uint32_t sum = 0;
    for (tcp_pcb_listen *each = tcp_listen_pcbs.listen_pcbs; each != nullptr; each = each->next) {
        sum = (sum << 5) + sum + toldOf(each) + 1;
    }
    if (sum == toldPorts) {
        return;
    }
    toldPorts = sum;
    uint32_t ports[MOST_PORTS];
    int count = 0;
    for (tcp_pcb_listen *each = tcp_listen_pcbs.listen_pcbs; each != nullptr && count < MOST_PORTS; each = each->next) {
        ports[count++] = toldOf(each);
    }
    hil_call(HIL_TCP_PORTS, intptr_t(ports), count);
}

err_t send(struct netif *, struct pbuf *frame) {
    if (frame->tot_len > LARGEST_FRAME) {
        return ERR_IF;
    }
    tellPorts();
    if (frame->next == nullptr) {
        hil_call(HIL_FRAME_SEND, intptr_t(frame->payload), frame->tot_len);
        return ERR_OK;
    }
    uint8_t *whole = static_cast<uint8_t *>(malloc(frame->tot_len));
    if (whole == nullptr) {
        return ERR_MEM;
    }
    pbuf_copy_partial(frame, whole, frame->tot_len, 0);
    hil_call(HIL_FRAME_SEND, intptr_t(whole), frame->tot_len);
    free(whole);
    return ERR_OK;
}

void onStatus(struct netif *) {
    hil::noteActivity();
}

err_t prepareStation(struct netif *netif) {
    netif->name[0] = 's';
    netif->name[1] = 't';
    netif->output = etharp_output;
    netif->linkoutput = send;
    netif->mtu = MTU;
    netif->hwaddr_len = ETH_HWADDR_LEN;
    netif->flags = NETIF_FLAG_BROADCAST | NETIF_FLAG_ETHARP | NETIF_FLAG_ETHERNET | NETIF_FLAG_IGMP;
    return ERR_OK;
}

/** DHCP begins with the first join; after a later one lwIP itself asks whether its address is still good. */
void startDhcp() {
    struct dhcp *dhcp = netif_dhcp_data(&station);
    if (!stationIsFixed && (dhcp == nullptr || dhcp->state == 0)) {
        dhcp_start(&station);
    }
}

void followStation() {
    bool now = stationExists && hil_call(HIL_WIFI_STATUS) == STATION_JOINED;
    if (now == joined) {
        return;
    }
    joined = now;
    hil::noteActivity();
    if (joined) {
        netif_set_link_up(&station);
        startDhcp();
    } else {
        netif_set_link_down(&station);
    }
}

/** From outside, so that lwIP's source stays as it is: the oldest go. */
void limitTimeWaits() {
    for (;;) {
        int count = 0;
        tcp_pcb *oldest = nullptr;
        for (tcp_pcb *each = tcp_tw_pcbs; each != nullptr; each = each->next) {
            count++;
            if (oldest == nullptr || tcp_ticks - each->tmr >= tcp_ticks - oldest->tmr) {
                oldest = each;
            }
        }
        if (count <= MOST_TIME_WAITS) {
            return;
        }
        tcp_abort(oldest);
    }
}

void takeFrame(int length) {
    struct pbuf *frame = pbuf_alloc(PBUF_RAW, uint16_t(length), PBUF_RAM);
    hil_call(HIL_FRAME_TAKE, frame == nullptr ? 0 : intptr_t(frame->payload), length);
    if (frame != nullptr && (!stationExists || station.input(frame, &station) != ERR_OK)) {
        pbuf_free(frame);
    }
}

void serve() {
    for (;;) {
        uint32_t news = hil::networkNews();
        int length = hil_call(HIL_FRAME_LENGTH);
        if (length <= 0) {
            servedNews = news;
            break;
        }
        hadFrame = true;
        takeFrame(length);
    }
    if (!hadFrame || !joined) {  // a frame comes only while it is in the network
        followStation();
    }
    sys_check_timeouts();
    limitTimeWaits();
    tellPorts();
}

}  // namespace

namespace hil {

void startNetwork() {
    lwip_init();
}

bool serveNetwork() {
    uint32_t count = FRC2_COUNT;
    if (serving || (servedNews == networkNews() && count - timersCount < TICKS_BETWEEN_TIMERS)) {
        return false;
    }
    timersCount = count;
    serving = true;
    hadFrame = false;
    hil_call_on_stack(serve, stack + sizeof stack);
    serving = false;
    return hadFrame;
}

void awaitNetwork(uint64_t untilMicros) {
    if (!serveNetwork()) {
        sleepUntil(untilMicros);
        serveNetwork();
    }
}

bool hasUnservedNews() {
    return servedNews != networkNews();
}

bool isServingNetwork() {
    return serving;
}

bool isOnNetworkStack(uint32_t sp) {
    return sp >= networkStackStart() && sp < networkStackEnd();
}

uint32_t networkStackStart() {
    return reinterpret_cast<uint32_t>(stack);
}

uint32_t networkStackEnd() {
    return reinterpret_cast<uint32_t>(stack) + sizeof stack;
}

uint32_t networkDueMillis() {
    return sys_timeouts_sleeptime();
}

void startStation(const uint8_t *mac, const char *hostname) {
    if (!stationExists) {
        memcpy(station.hwaddr, mac, ETH_HWADDR_LEN);
        netif_add(&station, IP4_ADDR_ANY4, IP4_ADDR_ANY4, IP4_ADDR_ANY4, nullptr, prepareStation, ethernet_input);
        netif_set_status_callback(&station, onStatus);
        netif_set_default(&station);
        netif_set_up(&station);
        stationExists = true;
    }
    netif_set_hostname(&station, hostname);
}

void leaveNetwork() {
    if (!stationExists) {
        return;
    }
    followStation();
    if (!stationIsFixed) {
        dhcp_release_and_stop(&station);
        netif_set_addr(&station, IP4_ADDR_ANY4, IP4_ADDR_ANY4, IP4_ADDR_ANY4);
    }
}

void configureStation(uint32_t address, uint32_t gateway, uint32_t mask, uint32_t dns1, uint32_t dns2) {
    if (address == 0 && !stationIsFixed) {
        return;  // DHCP runs, or begins with the join
    }
    stationIsFixed = address != 0;
    dhcp_release_and_stop(&station);
    ip4_addr_t own = {address};
    ip4_addr_t net = {mask};
    ip4_addr_t router = {gateway};
    netif_set_addr(&station, &own, &net, &router);
    if (stationIsFixed) {
        ip_addr_t servers[] = {IPADDR4_INIT(dns1), IPADDR4_INIT(dns2)};
        for (uint8_t i = 0; i < 2; i++) {
            if (ip_addr_get_ip4_u32(&servers[i]) != 0) {
                dns_setserver(i, &servers[i]);
            }
        }
    } else if (joined) {
        startDhcp();
    }
}

bool hasAddress() {
    return stationExists && joined && netif_ip4_addr(&station)->addr != 0;
}

uint32_t stationAddress() {
    return hasAddress() ? netif_ip4_addr(&station)->addr : 0;
}

uint32_t stationGateway() {
    return hasAddress() ? netif_ip4_gw(&station)->addr : 0;
}

uint32_t stationMask() {
    return hasAddress() ? netif_ip4_netmask(&station)->addr : 0;
}

uint32_t nameServer(uint8_t number) {
    return ip_addr_get_ip4_u32(dns_getserver(number));
}

namespace {

/** One at a time, by number: an answer that comes too late finds nobody. */
struct Question {
    uint32_t number;
    bool answered;
    uint32_t address;
} question;

void onAnswer(const char *, const ip_addr_t *address, void *number) {
    if (reinterpret_cast<uint32_t>(number) == question.number) {
        question.answered = true;
        question.address = address == nullptr ? 0 : ip_addr_get_ip4_u32(address);
    }
}

}  // namespace

int lookUp(const char *name, uint32_t timeoutMillis, uint32_t *address) {
    question = {question.number + 1, false, 0};
    ip_addr_t known;
    err_t result = dns_gethostbyname(name, &known, onAnswer, reinterpret_cast<void *>(question.number));
    if (result == ERR_OK) {
        *address = ip_addr_get_ip4_u32(&known);
        return 1;
    }
    uint64_t until = micros64() + uint64_t(timeoutMillis) * 1000;
    while (result == ERR_INPROGRESS && !question.answered && micros64() < until) {
        awaitNetwork(until);
        feedWatchdog();
    }
    *address = question.address;
    return question.address != 0;
}

bool joinGroup(uint32_t interface, uint32_t group) {
    ip4_addr_t at = {interface};
    ip4_addr_t address = {group};
    return igmp_joingroup(&at, &address) == ERR_OK;
}

void announceUdpPort(uint16_t port, bool open) {
    hil_call(HIL_UDP_PORT, port, open);
}

}  // namespace hil
