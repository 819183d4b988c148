// Copyright 2026 The NodeMCU HIL authors. SPDX-License-Identifier: Apache-2.0
#include "Esp.h"

#include <stdlib.h>

#include "Arduino.h"
#include "hil_chip.h"
#include "hil_core.h"
#include "hil_heap.h"
#include "hil_reset.h"

extern "C" {
extern uint32_t _cont_stack_start[];
extern uint32_t _cont_stack_end[];
}

EspClass ESP;

void EspClass::wdtEnable(uint32_t) {
    hil::enableSoftWatchdog(true);
}

void EspClass::wdtDisable() {
    hil::enableSoftWatchdog(false);
}

void EspClass::wdtFeed() {
    hil::feedWatchdog();
}

void EspClass::restart() {
    rst_info info = {};
    info.reason = REASON_SOFT_RESTART;
    Serial.flush();
    hil::restartWith(info);
}

void EspClass::reset() {
    rst_info info = {};
    info.reason = REASON_SOFT_RESTART;
    hil::restartWith(info);
}

String EspClass::getResetReason() {
    switch (getResetInfoPtr()->reason) {
        case REASON_DEFAULT_RST:
            return F("Power On");
        case REASON_WDT_RST:
            return F("Hardware Watchdog");
        case REASON_EXCEPTION_RST:
            return F("Exception");
        case REASON_SOFT_WDT_RST:
            return F("Software Watchdog");
        case REASON_SOFT_RESTART:
            return F("Software/System restart");
        case REASON_DEEP_SLEEP_AWAKE:
            return F("Deep-Sleep Wake");
        case REASON_EXT_SYS_RST:
            return F("External System");
        default:
            return F("Unknown");
    }
}

String EspClass::getResetInfo() {
    const rst_info *info = getResetInfoPtr();
    String reason = getResetReason();
    if (info->reason < REASON_WDT_RST || info->reason > REASON_SOFT_WDT_RST) {
        return reason;
    }
    char text[200];
    snprintf_P(text, sizeof text,
               PSTR("Fatal exception:%d flag:%d (%s) epc1:0x%08x epc2:0x%08x epc3:0x%08x excvaddr:0x%08x depc:0x%08x"),
               int(info->exccause), int(info->reason), reason.c_str(), info->epc1, info->epc2, info->epc3, info->excvaddr,
               info->depc);
    return text;
}

uint32_t EspClass::getFreeHeap() {
    return hil::heapFigures().freeBytes;
}

uint32_t EspClass::getMaxFreeBlockSize() {
    return hil::heapFigures().largestFreeBlock;
}

uint8_t EspClass::getHeapFragmentation() {
    hil::HeapFigures heap = hil::heapFigures();
    if (heap.freeBytes == 0) {
        return 0;
    }
    return uint8_t(100 - sqrt(double(heap.sumOfSquares)) * 100 / heap.freeBytes);
}

void EspClass::getHeapStats(uint32_t *freeBytes, uint32_t *largestBlock, uint8_t *fragmentation) {
    hil::HeapFigures heap = hil::heapFigures();
    if (freeBytes != nullptr) {
        *freeBytes = heap.freeBytes;
    }
    if (largestBlock != nullptr) {
        *largestBlock = heap.largestFreeBlock;
    }
    if (fragmentation != nullptr) {
        *fragmentation = getHeapFragmentation();
    }
}

uint32_t EspClass::getFreeContStack() {
    const uint32_t *word = _cont_stack_start;
    while (word < _cont_stack_end && *word == hil::STACK_GUARD) {
        word++;
    }
    return uint32_t(word - _cont_stack_start) * 4;
}

void EspClass::resetFreeContStack() {
    uint32_t here;
    for (uint32_t *word = _cont_stack_start; word + 32 < &here; word++) {
        *word = hil::STACK_GUARD;
    }
}

uint32_t EspClass::getCycleCount() {
    uint32_t cycles;
    __asm__ volatile("rsr %0, ccount" : "=a"(cycles));
    return cycles;
}

String EspClass::getCoreVersion() {
    return F("3.1.2-nodemcu-hil");
}

String EspClass::getFullVersion() {
    String version = F("SDK:");
    version += getSdkVersion();
    version += F("/Core:");
    version += getCoreVersion();
    return version;
}

bool EspClass::rtcUserMemoryRead(uint32_t offset, uint32_t *data, size_t size) {
    if (offset * 4 + size > RTC_USER_MEMORY_SIZE || size == 0) {
        return false;
    }
    for (size_t i = 0; i < (size + 3) / 4; i++) {
        data[i] = HIL_REGISTER(RTC_USER_MEMORY + (offset + i) * 4);
    }
    return true;
}

bool EspClass::rtcUserMemoryWrite(uint32_t offset, uint32_t *data, size_t size) {
    if (offset * 4 + size > RTC_USER_MEMORY_SIZE || size == 0) {
        return false;
    }
    for (size_t i = 0; i < (size + 3) / 4; i++) {
        HIL_REGISTER(RTC_USER_MEMORY + (offset + i) * 4) = data[i];
    }
    return true;
}

uint32_t EspClass::random() {
    return RANDOM_NUMBER;
}

uint8_t *EspClass::random(uint8_t *result, size_t size) {
    for (size_t i = 0; i < size; i++) {
        result[i] = uint8_t(random());
    }
    return result;
}

extern "C" {

uint32_t system_get_free_heap_size(void) {
    return ESP.getFreeHeap();
}

/** The last three bytes of the MAC address. */
uint32_t system_get_chip_id(void) {
    return ((EFUSE_WORD(1) & 0xFFFF) << 8) | (EFUSE_WORD(0) >> 24);
}

const char *system_get_sdk_version(void) {
    return "nodemcu-hil";
}
}
