/* SPI flash through the registers of SPI0, and the cache that maps it. Results: 0 done, 1 failed. */
#include "rom.h"

#define CMD_READ (1u << 31)
#define CMD_WRITE_ENABLE (1u << 30)
#define CMD_READ_STATUS (1u << 27)
#define CMD_WRITE_STATUS (1u << 26)
#define CMD_PAGE_PROGRAM (1u << 25)
#define CMD_ERASE_SECTOR (1u << 24)
#define CMD_ERASE_BLOCK (1u << 23)
#define CMD_ERASE_CHIP (1u << 22)
#define CTRL_CACHE (1u << 17)
#define CTRL_READ_MODES ((1u << 13) | (1u << 14) | (1u << 20) | (1u << 23) | (1u << 24))
#define STATUS_BUSY 1u
#define STATUS_WRITE_ENABLED 2u
#define CHUNK 32u

static void command(uint32_t bit) {
    SPI0(SPI_CMD) = bit;
    while (SPI0(SPI_CMD)) {
    }
}

int SPI_read_status(flash_chip *chip, uint32_t *status) {
    (void)chip;
    SPI0(SPI_RD_STATUS) = 0;
    command(CMD_READ_STATUS);
    *status = SPI0(SPI_RD_STATUS) & flashchip->status_mask;
    return 0;
}

int Wait_SPI_Idle(flash_chip *chip) {
    uint32_t status;
    while (SPI0(SPI_EXT2) & 7) {
    }
    do {
        SPI_read_status(chip, &status);
    } while (status & STATUS_BUSY);
    return 0;
}

int SPI_write_enable(flash_chip *chip) {
    uint32_t status;
    Wait_SPI_Idle(chip);
    command(CMD_WRITE_ENABLE);
    do {
        SPI_read_status(chip, &status);
    } while (!(status & STATUS_WRITE_ENABLED));
    return 0;
}

int SPI_write_status(flash_chip *chip, uint32_t status) {
    Wait_SPI_Idle(chip);
    SPI0(SPI_RD_STATUS) = status;
    command(CMD_WRITE_STATUS);
    return 0;
}

int Enable_QMode(flash_chip *chip) {
    SPI_write_enable(chip);
    SPI_write_status(chip, 0x200);
    return Wait_SPI_Idle(chip);
}

int SPIFlashModeConfig(uint32_t mode) { return SPIReadModeCnfig(mode); }

void SelectSpiFunction(uint32_t spi) {
    for (uint32_t pin = 0x1C; pin <= 0x30; pin += 4) { /* GPIO6-11 */
        IOMUX(pin) = (IOMUX(pin) & ~0x130u) | (spi == 0 ? 0x10u : 0x20u);
    }
}

void spi_flash_attach(void) {
    SelectSpiFunction(0);
    SPIReadModeCnfig(4);
}

/* 0 qio, 1 qout, 2 dio, 3 dout, 4 plain: the byte in the image's header. */
int SPIReadModeCnfig(uint32_t mode) {
    static const uint32_t bits[] = {1u << 24 | 1u << 13, 1u << 20 | 1u << 13, 1u << 23 | 1u << 13, 1u << 14 | 1u << 13, 0};
    if (mode >= sizeof bits / sizeof bits[0]) {
        return 1;
    }
    SPI0(SPI_CTRL) = (SPI0(SPI_CTRL) & ~CTRL_READ_MODES) | bits[mode];
    return 0;
}

int SPIUnlock(void) {
    SPI_write_enable(flashchip);
    SPI_write_status(flashchip, 0);
    return Wait_SPI_Idle(flashchip);
}

int SPILock(void) {
    SPI_write_enable(flashchip);
    SPI_write_status(flashchip, 0x1C);
    return Wait_SPI_Idle(flashchip);
}

int SPIParamCfg(uint32_t id, uint32_t size, uint32_t block, uint32_t sector, uint32_t page, uint32_t mask) {
    flash_chip chip = {id, size, block, sector, page, mask};
    *flashchip = chip;
    return 0;
}

int SPIEraseChip(void) {
    SPI_write_enable(flashchip);
    command(CMD_ERASE_CHIP);
    return Wait_SPI_Idle(flashchip);
}

static int erase(uint32_t address, uint32_t bit) {
    if (address >= flashchip->chip_size) {
        return 1;
    }
    SPI_write_enable(flashchip);
    SPI0(SPI_ADDR) = address;
    command(bit);
    return Wait_SPI_Idle(flashchip);
}
int SPIEraseBlock(uint32_t block) { return erase(block * flashchip->block_size, CMD_ERASE_BLOCK); }
int SPIEraseSector(uint32_t sector) { return erase(sector * flashchip->sector_size, CMD_ERASE_SECTOR); }

/* The chip counts the sectors up to the next block twice: a size that needs P sectors erases 2P of them, or P and those up to
   the block's end, whichever is less. Hosts send a smaller size to make up for it, but none can be small enough for the last
   sector: what lies behind the end of the flash is no error then. (What the chip answers there is not known.) */
int SPIEraseArea(uint32_t start, uint32_t size) {
    uint32_t per_block = flashchip->block_size / flashchip->sector_size, sector = start / flashchip->sector_size;
    uint32_t sectors = flashchip->chip_size / flashchip->sector_size, left = sector < sectors ? sectors - sector : 0;
    uint32_t count = size / flashchip->sector_size + (size % flashchip->sector_size != 0), head = per_block - sector % per_block;
    if (size == 0) {
        return 0;
    }
    if (count > left) {
        return 1;
    }
    count += count < head ? count : head;
    count = count < left ? count : left;
    while (count > 0) {
        if (sector % per_block == 0 && count >= per_block) {
            if (SPIEraseBlock(sector / per_block)) {
                return 1;
            }
            sector += per_block;
            count -= per_block;
        } else {
            if (SPIEraseSector(sector)) {
                return 1;
            }
            sector++;
            count--;
        }
    }
    return 0;
}

int SPIRead(uint32_t address, void *target, uint32_t length) {
    uint32_t *words = target;
    if (address + length > flashchip->chip_size || address > flashchip->chip_size) {
        return 1;
    }
    Wait_SPI_Idle(flashchip);
    while (length > 0) {
        uint32_t count = length < CHUNK ? length : CHUNK;
        SPI0(SPI_ADDR) = address | count << 24;
        command(CMD_READ);
        for (uint32_t i = 0; i < (count + 3) / 4; i++) {
            *words++ = SPI0(SPI_W(i));
        }
        address += count;
        length -= count;
    }
    return 0;
}

int SPIWrite(uint32_t address, const void *source, uint32_t length) {
    const uint32_t *words = source;
    if (address + length > flashchip->chip_size || address > flashchip->chip_size || (address & 3) || (length & 3)) {
        return 1;
    }
    while (length > 0) {
        uint32_t to_page_end = flashchip->page_size - address % flashchip->page_size;
        uint32_t count = length < CHUNK ? length : CHUNK;
        count = count < to_page_end ? count : to_page_end;
        SPI_write_enable(flashchip);
        SPI0(SPI_ADDR) = address | count << 24;
        for (uint32_t i = 0; i < count / 4; i++) {
            SPI0(SPI_W(i)) = *words++;
        }
        command(CMD_PAGE_PROGRAM);
        Wait_SPI_Idle(flashchip);
        address += count;
        length -= count;
    }
    return 0;
}

static void flush_cache(void) {
    DPORT(0x0C) |= 1;
    while (!(DPORT(0x0C) & 2)) {
    }
    DPORT(0x0C) &= ~1u;
}

void Cache_Read_Disable(void) {
    DPORT(0x0C) &= ~0x100u;
    SPI0(SPI_CTRL) &= ~CTRL_CACHE;
    flush_cache();
}

void Cache_Read_Enable(uint32_t map, uint32_t megabytes, uint32_t big) {
    Cache_Read_Disable();
    SPI0(SPI_CTRL) |= CTRL_CACHE;
    DPORT(0x0C) = (DPORT(0x0C) & ~0x07070000u) | (map == 1 ? 1u << 25 : map == 2 ? 1u << 24 : 0) | (megabytes & 7) << 16 | (big & 1) << 26;
    DPORT(0x24) |= big ? 0x18 : 0x08;
    DPORT(0x0C) |= 0x100;
}
