// Copyright 2026 The NodeMCU HIL authors. SPDX-License-Identifier: Apache-2.0
//
// The sketch in flash: its size, sum and check, and the flash beside it.
#include "Arduino.h"
#include "Esp.h"
#include "hil_chip.h"

namespace {

constexpr uint32_t APPLICATION_START = 0x1000;
constexpr uint32_t IMAGE_HEADER_SIZE = 8;
constexpr uint32_t SEGMENT_HEADER_SIZE = 8;
constexpr uint32_t LENGTH_WORD = 0x1010;
constexpr uint32_t CRC_WORD = 0x1014;
constexpr uint32_t SECTOR_SIZE = 0x1000;
constexpr uint32_t FLASH_SIZE = 0x400000;
constexpr uint32_t OTA_SPACE_END = 0x200000;
constexpr uint32_t BYTES_AT_ONCE = 256;

/** From the first megabyte, which the flash window shows. */
uint32_t flashWord(uint32_t address) {
    return HIL_REGISTER(FLASH_WINDOW + address);
}

void readWindow(uint32_t address, uint32_t *words, uint32_t size) {
    for (uint32_t i = 0; i < (size + 3) / 4; i++) {
        words[i] = flashWord(address + i * 4);
    }
}

// While the ROM works on the flash nothing may be fetched from it: hence IRAM, and no interrupt.

int IRAM_ATTR quietRead(uint32_t address, void *data, uint32_t size) {
    uint32_t before = lockInterrupts();
    Cache_Read_Disable();
    int result = SPIRead(address, data, size);
    Cache_Read_Enable(0, 0, 1);
    restoreInterrupts(before);
    return result;
}

int IRAM_ATTR quietWrite(uint32_t address, const void *data, uint32_t size) {
    uint32_t before = lockInterrupts();
    Cache_Read_Disable();
    int result = SPIWrite(address, data, size);
    Cache_Read_Enable(0, 0, 1);
    restoreInterrupts(before);
    return result;
}

int IRAM_ATTR quietErase(uint32_t sector) {
    uint32_t before = lockInterrupts();
    Cache_Read_Disable();
    int result = SPIEraseSector(sector);
    Cache_Read_Enable(0, 0, 1);
    restoreInterrupts(before);
    return result;
}

uint32_t crcOfByte(uint32_t crc, uint8_t value) {
    crc ^= uint32_t(value) << 24;
    for (int i = 0; i < 8; i++) {
        crc = crc & 0x80000000u ? (crc << 1) ^ 0x04C11DB7u : crc << 1;
    }
    return crc;
}

}  // namespace

/** All of the image file: both parts with headers, up to the end of the line of 16 bytes with the checksum. */
uint32_t EspClass::getSketchSize() {
    static uint32_t size;
    if (size == 0) {
        uint32_t segments = (flashWord(APPLICATION_START) >> 8) & 0xFF;
        uint32_t at = APPLICATION_START + IMAGE_HEADER_SIZE;
        for (uint32_t i = 0; i < segments && at < FLASH_WINDOW_SIZE - SEGMENT_HEADER_SIZE; i++) {
            at += SEGMENT_HEADER_SIZE + flashWord(at + 4);
        }
        size = (at + 16) & ~15u;
    }
    return size;
}

String EspClass::getSketchMD5() {
    RomMd5 md5;
    MD5Init(&md5);
    uint32_t size = getSketchSize();
    uint32_t piece[BYTES_AT_ONCE / 4];
    for (uint32_t at = 0; at < size; at += BYTES_AT_ONCE) {
        uint32_t length = min(BYTES_AT_ONCE, size - at);
        readWindow(at, piece, length);
        MD5Update(&md5, reinterpret_cast<const uint8_t *>(piece), length);
    }
    uint8_t digest[16];
    MD5Final(digest, &md5);
    String text;
    text.reserve(2 * sizeof digest);
    for (uint8_t value : digest) {
        text += "0123456789abcdef"[value >> 4];
        text += "0123456789abcdef"[value & 15];
    }
    return text;
}

bool EspClass::checkFlashCRC() {
    uint32_t length = flashWord(LENGTH_WORD);
    if (length > FLASH_WINDOW_SIZE) {
        return false;
    }
    uint32_t crc = 0xFFFFFFFF;
    for (uint32_t at = 0; at < length; at += 4) {
        uint32_t word = at == LENGTH_WORD || at == CRC_WORD ? 0 : flashWord(at);
        for (uint32_t i = 0; i < 4 && at + i < length; i++) {
            crc = crcOfByte(crc, uint8_t(word >> (8 * i)));
        }
    }
    return crc == flashWord(CRC_WORD);
}

uint32_t EspClass::getFreeSketchSpace() {
    uint32_t used = (getSketchSize() + SECTOR_SIZE - 1) & ~(SECTOR_SIZE - 1);
    return OTA_SPACE_END - used;
}

/** The answer of the NodeMCU's flash to RDID, as the ROM's description of the flash gives it. */
uint32_t EspClass::getFlashChipId() {
    return 0x1640EF;
}

uint32_t EspClass::getFlashChipRealSize() {
    return FLASH_SIZE;
}

uint32_t EspClass::getFlashChipSize() {
    static const uint32_t SIZES[] PROGMEM = {0x80000, 0x40000, 0x100000, 0x200000, 0x400000};
    uint32_t code = flashWord(0) >> 28;
    return code < 5 ? pgm_read_dword(&SIZES[code]) : code == 8 ? 0x800000 : code == 9 ? 0x1000000 : 0;
}

uint32_t EspClass::getFlashChipSpeed() {
    switch ((flashWord(0) >> 24) & 0xF) {
        case 0:
            return 40000000;
        case 1:
            return 26000000;
        case 2:
            return 20000000;
        case 0xF:
            return 80000000;
        default:
            return 0;
    }
}

FlashMode_t EspClass::getFlashChipMode() {
    uint32_t mode = (flashWord(0) >> 16) & 0xFF;
    return mode <= FM_DOUT ? FlashMode_t(mode) : FM_UNKNOWN;
}

bool EspClass::flashRead(uint32_t address, uint32_t *data, size_t size) {
    return (address | size) % 4 == 0 && quietRead(address, data, uint32_t(size)) == 0;
}

bool EspClass::flashWrite(uint32_t address, const uint32_t *data, size_t size) {
    return (address | size) % 4 == 0 && quietWrite(address, data, uint32_t(size)) == 0;
}

bool EspClass::flashEraseSector(uint32_t sector) {
    return quietErase(sector) == 0;
}
