// Copyright 2026 The NodeMCU HIL authors. SPDX-License-Identifier: Apache-2.0
#pragma once
#include "Print.h"
#include "WString.h"
#include "user_interface.h"

enum RFMode { RF_DEFAULT = 0, RF_CAL = 1, RF_NO_CAL = 2, RF_DISABLED = 4 };
#define WAKE_RF_DEFAULT RF_DEFAULT
#define WAKE_RF_DISABLED RF_DISABLED
enum FlashMode_t { FM_QIO = 0, FM_QOUT = 1, FM_DIO = 2, FM_DOUT = 3, FM_UNKNOWN = 255 };

/** The chip itself: its memory, its flash, why it started, starting it again. */
class EspClass {
public:
    void wdtEnable(uint32_t timeoutMillis = 0);
    void wdtDisable();
    void wdtFeed();

    void reset() __attribute__((noreturn));
    void restart() __attribute__((noreturn));

    String getResetReason();
    String getResetInfo();
    struct rst_info *getResetInfoPtr() { return system_get_rst_info(); }

    uint32_t getFreeHeap();
    uint32_t getMaxFreeBlockSize();
    uint8_t getHeapFragmentation();
    void getHeapStats(uint32_t *freeBytes = nullptr, uint32_t *largestBlock = nullptr, uint8_t *fragmentation = nullptr);
    uint32_t getFreeContStack();
    void resetFreeContStack();

    uint32_t getChipId() { return system_get_chip_id(); }
    uint8_t getCpuFreqMHz() { return 80; }
    uint32_t getCycleCount();
    uint8_t getBootMode() { return 1; }
    uint8_t getBootVersion() { return 31; }
    const char *getSdkVersion() { return system_get_sdk_version(); }
    String getCoreVersion();
    String getFullVersion();
    uint16_t getVcc() { return 65535; }  // what the chip says without ADC_MODE(ADC_VCC), which this core has not

    uint32_t getFlashChipId();
    uint8_t getFlashChipVendorId() { return uint8_t(getFlashChipId()); }
    uint32_t getFlashChipRealSize();
    uint32_t getFlashChipSize();
    uint32_t getFlashChipSpeed();
    FlashMode_t getFlashChipMode();
    bool flashEraseSector(uint32_t sector);
    bool flashWrite(uint32_t address, const uint32_t *data, size_t size);
    bool flashRead(uint32_t address, uint32_t *data, size_t size);

    uint32_t getSketchSize();
    String getSketchMD5();
    uint32_t getFreeSketchSpace();
    bool checkFlashCRC();

    bool rtcUserMemoryRead(uint32_t offset, uint32_t *data, size_t size);
    bool rtcUserMemoryWrite(uint32_t offset, uint32_t *data, size_t size);

    uint8_t *random(uint8_t *result, size_t size);
    uint32_t random();
};

extern EspClass ESP;
