// Copyright 2026 The NodeMCU HIL authors. SPDX-License-Identifier: Apache-2.0
//
// What lwIP asks of its compiler and its system.
#pragma once
#include <stddef.h>
#include <stdint.h>

#define BYTE_ORDER LITTLE_ENDIAN
#define LWIP_TIMEVAL_PRIVATE 0

// Without these, lwIP calls a function for each.
#define LWIP_DONT_PROVIDE_BYTEORDER_FUNCTIONS
#define lwip_htons(x) ((uint16_t)((uint16_t)(x) << 8 | (uint16_t)(x) >> 8))
#define lwip_htonl(x) \
    ((uint32_t)(x) << 24 | ((uint32_t)(x) & 0xFF00u) << 8 | ((uint32_t)(x) >> 8 & 0xFF00u) | (uint32_t)(x) >> 24)
#define lwip_ntohs(x) lwip_htons(x)
#define lwip_ntohl(x) lwip_htonl(x)

// checksum.cpp
#define LWIP_CHKSUM hil_checksum

#ifdef __cplusplus
extern "C" {
#endif
uint32_t hil_random(void);
uint16_t hil_checksum(const void *data, int length);
#ifdef __cplusplus
}
#endif

#define LWIP_RAND() hil_random()
#define LWIP_PLATFORM_DIAG(message) \
    do {                            \
    } while (0)
#define LWIP_PLATFORM_ASSERT(message) \
    do {                              \
    } while (0)
