/* The serial loader: SLIP frames of commands, as esptool speaks them. It sleeps while the host is silent. */
#include "rom.h"

enum {
    FLASH_BEGIN = 2, FLASH_DATA, FLASH_END, MEM_BEGIN, MEM_END, MEM_DATA, SYNC, WRITE_REG, READ_REG, FLASH_PARAMETERS
};
enum { INVALID_MESSAGE = 5, FAILED_TO_ACT = 6, BAD_CHECKSUM = 7 };
#define HEADER 8u

typedef struct {
    uint8_t *buffer;
    uint32_t size;       /* of the buffer */
    uint32_t length;     /* of the frame in it */
    uint32_t flash_next; /* where the next FLASH_DATA goes */
    uint32_t flash_block, flash_blocks;
    uint32_t mem_start, mem_block, mem_blocks;
    uint32_t in_flash, in_mem;
    void (**start)(void);
    int leave; /* 0 no, 1 run what was loaded, 2 restart */
} loader;

static uint32_t word_at(const loader *l, uint32_t index) {
    uint32_t word;
    memcpy(&word, l->buffer + HEADER + 4 * index, 4);
    return word;
}

/* Reads up to the end of a frame that is not empty; a frame too long for the buffer loses its end and keeps its length. */
static void receive(loader *l) {
    int escaped = 0;
    l->length = 0;
    for (;;) {
        int byte = uart_rx_one_char_block();
        if (byte == 0xC0) {
            if (l->length) {
                return;
            }
            continue;
        }
        if (byte == 0xDB) {
            escaped = 1;
            continue;
        }
        if (escaped) {
            byte = byte == 0xDC ? 0xC0 : byte == 0xDD ? 0xDB : byte;
            escaped = 0;
        }
        if (l->length < l->size) {
            l->buffer[l->length] = (uint8_t)byte;
        }
        l->length++;
    }
}

static void answer(uint8_t operation, uint32_t value, uint8_t error) {
    uint8_t bytes[10] = {1, operation, 2, 0};
    memcpy(bytes + 4, &value, 4);
    bytes[8] = error ? 1 : 0;
    bytes[9] = error;
    send_packet(bytes, sizeof bytes);
}

/* A block is one of those that were announced, no longer than announced, and whole. */
static uint8_t check_block(const loader *l, uint32_t data_length, uint32_t most, uint32_t blocks) {
    uint32_t length = word_at(l, 0), checksum;
    uint8_t sum = 0xEF;
    if (length != data_length - 16 || length > most || word_at(l, 1) >= blocks) {
        return INVALID_MESSAGE;
    }
    for (uint32_t i = 0; i < length; i++) {
        sum ^= l->buffer[HEADER + 16 + i];
    }
    memcpy(&checksum, l->buffer + 4, 4);
    return sum == (uint8_t)checksum ? 0 : BAD_CHECKSUM;
}

static uint8_t flash_begin(loader *l) {
    spi_flash_attach();
    SPIUnlock();
    l->flash_blocks = word_at(l, 1);
    l->flash_block = word_at(l, 2);
    l->flash_next = word_at(l, 3);
    l->in_flash = 1;
    return SPIEraseArea(l->flash_next, word_at(l, 0)) ? FAILED_TO_ACT : 0;
}

static uint8_t flash_data(loader *l, uint32_t data_length) {
    uint8_t error = l->in_flash ? check_block(l, data_length, l->flash_block, l->flash_blocks) : INVALID_MESSAGE;
    uint32_t length;
    if (error) {
        return error;
    }
    length = (word_at(l, 0) + 3) & ~3u;
    if (SPIWrite(l->flash_next + word_at(l, 1) * l->flash_block, l->buffer + HEADER + 16, length)) {
        return FAILED_TO_ACT;
    }
    return 0;
}

static uint8_t mem_begin(loader *l) {
    l->mem_blocks = word_at(l, 1);
    l->mem_block = word_at(l, 2);
    l->mem_start = word_at(l, 3);
    l->in_mem = 1;
    return 0;
}

/* By whole words, because instruction RAM takes nothing else; the bytes after the end of a last, odd word are kept. */
static uint8_t mem_data(loader *l, uint32_t data_length) {
    uint8_t error = l->in_mem ? check_block(l, data_length, l->mem_block, l->mem_blocks) : INVALID_MESSAGE;
    uint32_t *target = (uint32_t *)(l->mem_start + word_at(l, 1) * l->mem_block), length = word_at(l, 0);
    const uint32_t *source = (const uint32_t *)(l->buffer + HEADER + 16);
    if (error) {
        return error;
    }
    if ((uint32_t)target & 3) {
        return FAILED_TO_ACT;
    }
    for (; length >= 4; length -= 4) {
        *target++ = *source++;
    }
    if (length > 0) {
        uint32_t mask = (1u << 8 * length) - 1;
        *target = (*target & ~mask) | (*source & mask);
    }
    return 0;
}

static void delay_us(uint32_t us) {
    uint32_t start = cycle_count(), cycles = us * ticks_per_us;
    while (cycle_count() - start < cycles) {
    }
}

static uint8_t write_registers(loader *l, uint32_t data_length) {
    if (data_length == 0 || data_length % 16) {
        return INVALID_MESSAGE;
    }
    for (uint32_t i = 0; i < data_length / 4; i += 4) {
        uint32_t address = word_at(l, i), mask = word_at(l, i + 2), value = word_at(l, i + 1);
        REG(address) = mask == 0xFFFFFFFFu ? value : (REG(address) & ~mask) | (value & mask);
        delay_us(word_at(l, i + 3));
    }
    return 0;
}

static int wrong_length(uint8_t operation, uint32_t length) {
    switch (operation) {
    case FLASH_BEGIN:
    case MEM_BEGIN:
        return length != 16;
    case FLASH_DATA:
    case MEM_DATA:
        return length < 16;
    case FLASH_END:
    case READ_REG:
        return length != 4;
    case MEM_END:
        return length != 8;
    case SYNC:
        return length != 36;
    case FLASH_PARAMETERS:
        return length != 24;
    default:
        return 0;
    }
}

static uint8_t perform(loader *l, uint8_t operation, uint32_t length, uint32_t *value) {
    if (wrong_length(operation, length)) {
        return INVALID_MESSAGE;
    }
    switch (operation) {
    case FLASH_BEGIN:
        return flash_begin(l);
    case FLASH_DATA:
        return flash_data(l, length);
    case FLASH_END:
        if (!l->in_flash) {
            return INVALID_MESSAGE;
        }
        l->leave = word_at(l, 0) ? 1 : 2;
        return 0;
    case MEM_BEGIN:
        return mem_begin(l);
    case MEM_DATA:
        return mem_data(l, length);
    case MEM_END:
        if (word_at(l, 0) == 0) {
            *l->start = (void (*)(void))word_at(l, 1);
            l->leave = 1;
        }
        l->in_mem = 0;
        return 0;
    case SYNC:
        *value = 0x20120707;
        return 0;
    case WRITE_REG:
        return write_registers(l, length);
    case READ_REG:
        *value = REG(word_at(l, 0));
        return 0;
    default:
        return INVALID_MESSAGE;
    }
}

int UartDwnLdProc(uint8_t *buffer, uint32_t size, void (**start)(void)) {
    loader l = {.buffer = buffer, .size = size, .start = start};
    ets_isr_unmask(1 << UART_INTERRUPT);
    UART(0, UART_CLKDIV) = uart_baudrate_detect(0, 0); /* keeps what has come in: it is the host's first frame */
    UART(0, UART_CONF0) = 0x1C;
    while (!l.leave) {
        uint32_t data_length, value = 0;
        uint8_t operation, error;
        receive(&l);
        if (l.length < HEADER || buffer[0] != 0) {
            continue; /* noise, or an answer that came back */
        }
        operation = buffer[1];
        data_length = buffer[2] | (uint32_t)buffer[3] << 8;
        error = data_length + HEADER == l.length && l.length <= size ? perform(&l, operation, data_length, &value) : INVALID_MESSAGE;
        for (int i = operation == SYNC && !error ? 8 : 1; i > 0; i--) {
            answer(operation, value, error);
        }
    }
    while (UART(0, UART_STATUS) >> 16 & 0xFF) {
    }
    delay_us(100); /* the last byte is still leaving the shift register */
    if (l.leave == 2) {
        software_reset();
        stop_here();
    }
    return 0;
}
