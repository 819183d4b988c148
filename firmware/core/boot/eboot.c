/* Second-stage loader: loads the sketch's segments from flash 0x1000 and gives back its entry. */
#include <stdint.h>

#define SKETCH 0x1000u
#define NAMED(type, name, address, ...) static type (*const name)(__VA_ARGS__) = (type(*)(__VA_ARGS__))(address)
NAMED(int, rom_printf, 0x400024CC, const char *, ...);
NAMED(int, rom_spi_read, 0x40004B1C, uint32_t, void *, uint32_t);
NAMED(void, rom_write_char, 0x40001DA0, char);
NAMED(void, rom_software_reset, 0x4000264C, void);

typedef struct {
    uint8_t magic, segments, mode, size;
    uint32_t entry;
} header;

static int is_ram(uint32_t address) {
    return address < 0x40000000 || (address >= 0x40100000 && address < 0x4010C000) || address >= 0x60000000;
}

static uint32_t load(void) {
    header image;
    uint32_t at = SKETCH + sizeof image, segment[2];
    if (rom_spi_read(SKETCH, &image, sizeof image) || image.magic != 0xE9) {
        return 0;
    }
    for (uint32_t i = 0; i < image.segments; i++) {
        if (rom_spi_read(at, segment, sizeof segment)) {
            return 0;
        }
        at += sizeof segment;
        if (is_ram(segment[0]) && rom_spi_read(at, (void *)segment[0], segment[1])) {
            return 0;
        }
        at += segment[1];
    }
    return image.entry;
}

uint32_t boot(void) {
    uint32_t version = 0, entry;
    rom_spi_read(SKETCH + 0x10, &version, sizeof version);
    rom_printf("v%08x\n~", version);
    entry = load();
    /* From here on our constants may lie under the sketch's data: no strings. */
    rom_write_char(entry ? 'l' : 'e');
    rom_write_char(entry ? 'd' : ':');
    if (!entry) {
        rom_write_char('1');
    }
    rom_write_char('\n');
    if (!entry) {
        rom_software_reset();
        for (;;) {
            __asm__ volatile("waiti 0");
        }
    }
    return entry;
}
