// Copyright 2026 The NodeMCU HIL authors. SPDX-License-Identifier: Apache-2.0
//
// lwIP's options on the virtual board: the values of esp8266/Arduino's own build (tools/sdk/lwip2/include/lwipopts.h),
// where they make a difference to what a sketch or its peer can see. What is not said here is lwIP's default.
#pragma once

// The two choices that the Arduino IDE's menu "lwIP Variant" offers; a firmware's description changes them.
#ifndef TCP_MSS
#define TCP_MSS 536
#endif
#ifndef LWIP_FEATURES
#define LWIP_FEATURES 1
#endif

// No threads: callbacks only. Control blocks, segments and buffers come from the sketch's heap.
#define NO_SYS 1
#define SYS_LIGHTWEIGHT_PROT 0
#define LWIP_SOCKET 0
#define LWIP_NETCONN 0
#define MEM_ALIGNMENT 4
#define MEM_LIBC_MALLOC 1
#define MEMP_MEM_MALLOC 1
#define LWIP_NOASSERT 1
#define LWIP_STATS 0

// Links
#define LWIP_IPV6 0
#define ARP_TABLE_SIZE 10
#define ARP_QUEUEING 1
#define ARP_QUEUE_LEN 3
#define PBUF_LINK_ENCAPSULATION_HLEN 36
#define LWIP_NETIF_TX_SINGLE_PBUF 1
#define LWIP_NETIF_HOSTNAME 1
#define LWIP_NETIF_STATUS_CALLBACK 1

// IP
#define IP_DEFAULT_TTL 255
#define IP_FORWARD LWIP_FEATURES
#define IP_REASSEMBLY LWIP_FEATURES
#define IP_FRAG LWIP_FEATURES
#define IP_SOF_BROADCAST 0
#define LWIP_IGMP 1
#define LWIP_RAW 1
#define SO_REUSE 1

// TCP
#define TCP_WND (4 * TCP_MSS)
#define TCP_SND_BUF (2 * TCP_MSS)
#define TCP_SND_QUEUELEN 8
#define MEMP_NUM_TCP_SEG 10
#define TCP_OVERSIZE TCP_MSS
#define TCP_MAXRTX 12
#define TCP_SYNMAXRTX 6
#define TCP_QUEUE_OOSEQ LWIP_FEATURES
#define TCP_OOSEQ_MAX_BYTES TCP_MSS
#define TCP_OOSEQ_MAX_PBUFS 1
#define LWIP_TCP_SACK_OUT LWIP_FEATURES
#define LWIP_TCP_MAX_SACK_NUM 2
#define TCP_LISTEN_BACKLOG LWIP_FEATURES
#define LWIP_TCP_KEEPALIVE 1
#define LWIP_TCP_TIMESTAMPS 0
#define LWIP_WND_SCALE 0

// DHCP and DNS
#define LWIP_DHCP 1
#define DHCP_DOES_ARP_CHECK 0
#define LWIP_DNS 1
#define DNS_MAX_SERVERS 2
#define DNS_TABLE_SIZE 3
#define DNS_MAX_NAME_LENGTH 128
#define DNS_DOES_NAME_CHECK 0
#define LWIP_DNS_SECURE 0
