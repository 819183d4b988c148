/* Loads a 0xE9 image from flash address 0. It reads lines of 16 bytes and talks about them, which is where "room" and "tail" come from. */
#include "rom.h"

typedef struct {
    union {
        uint32_t words[4];
        uint8_t bytes[16];
    } line;
    uint32_t next;     /* flash address of the next line */
    uint32_t position; /* first unread byte of the line, 16 when it is used up */
} reader;

static void read_line(reader *in) {
    if (SPIRead(in->next, in->line.words, 16)) {
        ets_printf("flash read err, ets_main.c \n");
        stop_here();
    }
    in->next += 16;
    in->position = 0;
}

static uint8_t read_byte(reader *in) {
    if (in->position == 16) {
        read_line(in);
    }
    return in->line.bytes[in->position++];
}

static uint32_t read_word(reader *in) {
    uint32_t word = read_byte(in);
    word |= (uint32_t)read_byte(in) << 8;
    word |= (uint32_t)read_byte(in) << 16;
    return word | (uint32_t)read_byte(in) << 24;
}

/* Whole words only, because instruction RAM takes nothing else; returns the XOR of the bytes. */
static uint8_t load_segment(reader *in, uint32_t *target, uint32_t length) {
    uint32_t sum = 0;
    for (uint32_t done = 0; done < length; done += 4) {
        uint32_t word;
        if ((in->position & 3) == 0) {
            if (in->position == 16) {
                read_line(in);
            }
            word = in->line.words[in->position / 4];
            in->position += 4;
        } else {
            word = read_word(in);
        }
        *target++ = word;
        sum ^= word;
    }
    sum ^= sum >> 16;
    return (uint8_t)(sum ^ sum >> 8);
}

void boot_from_flash(void) {
    reader in = {.next = 0, .position = 16};
    uint32_t segments, entry;
    uint8_t sum = 0xEF, stored;

    hil_boot();
    read_line(&in);
    if (in.line.bytes[0] != 0xE9) {
        ets_printf("flash read err, ets_main.c \n");
        stop_here();
    }
    segments = in.line.bytes[1];
    SPIReadModeCnfig(in.line.bytes[2]);
    entry = in.line.words[1];
    in.position = 8;
    for (uint32_t i = 0; i < segments; i++) {
        uint32_t tail = in.position, address, length, room;
        if (tail < 16 && tail > 8) {
            ets_printf("ho %d tail %d room %d\n", 0, tail, 16 - tail);
        }
        address = read_word(&in);
        length = read_word(&in);
        room = i == 0 ? 16 : 16 - in.position;
        ets_printf("load 0x%08x, len %d, room %d \n", address, length, room);
        sum ^= load_segment(&in, (uint32_t *)address, length);
        ets_printf("tail %d\n", in.position & 15);
        ets_printf("chksum 0x%02x\n", sum);
    }
    if (in.position == 16) {
        read_line(&in);
    }
    stored = in.line.bytes[15];
    ets_printf("csum 0x%02x\n", stored);
    if (stored != sum) {
        ets_printf("csum err\nets_main.c \n");
        stop_here();
    }
    user_start = (void (*)(void))entry;
}
