/* UART: one byte at a time, and a ring that the interrupt fills. */
#include "rom.h"

/* 115200 baud if the crystal had 40 MHz; with the boards' 26 MHz it is the well-known 74880. */
#define BANNER_DIVISOR 694u

void uart_rx_intr_handler(void *argument) {
    uart_ring *ring = argument;
    if (!(UART(0, UART_INT_ST) & 0x101)) {
        UART(0, UART_INT_CLR) = UART(0, UART_INT_ST);
        return;
    }
    UART(0, UART_INT_CLR) = 0x101;
    while (UART(0, UART_STATUS) & 0xFF) {
        uint8_t *next = ring->write + 1;
        if (next == ring->bytes + ring->size) {
            next = ring->bytes;
        }
        *ring->write = (uint8_t)UART(0, UART_FIFO);
        if (next != ring->read) { /* a full ring drops the newest byte */
            ring->write = next;
        }
    }
}

void uartAttach(void) {
    memset(&UartDev, 0, sizeof UartDev);
    UartDev.baud = 115200;
    UartDev.data_bits = 3;
    UartDev.stop_bits = 1;
    UartDev.ring.size = sizeof uart_ring_bytes;
    UartDev.ring.bytes = UartDev.ring.write = UartDev.ring.read = uart_ring_bytes;
    UartDev.ring.trigger = 1;
    ets_isr_mask(1 << UART_INTERRUPT);
    ets_isr_attach(UART_INTERRUPT, uart_rx_intr_handler, &UartDev.ring);
}

void uart_div_modify(uint32_t uart, uint32_t divisor) {
    UART(uart, UART_CLKDIV) = divisor;
    UART(uart, UART_CONF0) |= 0x60000;
    UART(uart, UART_CONF0) &= ~0x60000u;
}

void Uart_Init(uint32_t uart) {
    if (uart == 0) { /* TX and RX pins, with the pull-up on RX */
        IOMUX(0x18) = IOMUX(0x18) & ~0x1B0u;
        IOMUX(0x14) = (IOMUX(0x14) & ~0x130u) | 0x80;
    } else {
        IOMUX(0x38) = (IOMUX(0x38) & ~0x130u) | 0x20;
    }
    uart_div_modify(uart, BANNER_DIVISOR);
    UART(uart, UART_CONF0) = 0x1C; /* 8 bits, no parity, 1 stop bit */
    UART(uart, UART_CONF1) = 0x01; /* tell of every byte */
    UART(uart, UART_INT_CLR) = 0xFFFF;
    UART(uart, UART_INT_ENA) = 0x01;
}

void uart_buff_switch(uint32_t uart) {
    UartDev.uart = uart;
    UartDev.ring.write = UartDev.ring.read = UartDev.ring.bytes;
}

uart_device *GetUartDevice(void) { return &UartDev; }

int uart_tx_one_char(uint8_t byte) {
    uint32_t uart = UartDev.uart;
    while (UART(uart, UART_STATUS) >> 16 & 0xFF) {
    }
    UART(uart, UART_FIFO) = byte;
    return 0;
}

static int take_from_ring(uint8_t *byte) {
    uart_ring *ring = &UartDev.ring;
    uint8_t *read = ring->read;
    if (read == *(uint8_t *volatile *)&ring->write) {
        return 1;
    }
    *byte = *read++;
    ring->read = read == ring->bytes + ring->size ? ring->bytes : read;
    return 0;
}

/* Also without the interrupt: esptool's first stub masks it, and reads its acknowledgements of read-flash with this. */
int uart_rx_one_char(uint8_t *byte) {
    if (take_from_ring(byte) == 0) {
        return 0;
    }
    if (!(UART(UartDev.uart, UART_STATUS) & 0xFF)) {
        return 1;
    }
    *byte = (uint8_t)UART(UartDev.uart, UART_FIFO);
    return 0;
}

int uart_rx_one_char_block(void) {
    uint8_t byte;
    for (;;) {
        uint32_t ps = lock();
        int empty = take_from_ring(&byte);
        if (!empty) {
            unlock(ps);
            return byte;
        }
        wait_for_interrupt();
    }
}

/* The clock divisor that fits what the host sends, from the lengths of its pulses. is_sync 1: 0 at once if not enough of them
   came; 0: waits. (Source: esp-idf, esp_rom/include/esp32/rom/uart.h; esp8266/Arduino's uart_detect_baudrate() passes 1 and
   looks again later.) Sleeps between bytes: the receiver's interrupt wakes it, and what it received stays for the loader. */
uint32_t uart_baudrate_detect(uint32_t uart, int is_sync) {
    uint32_t divisor;
    if (!is_sync || !(UART(uart, UART_AUTOBAUD) & 1)) { /* one that looks again goes on counting */
        UART(uart, UART_AUTOBAUD) &= ~1u;
        UART(uart, UART_AUTOBAUD) = 0x801;
    }
    for (;;) {
        uint32_t ps = lock();
        if (UART(uart, UART_PULSE_NUM) >= 30) {
            unlock(ps);
            break;
        }
        if (is_sync) {
            unlock(ps);
            return 0;
        }
        wait_for_interrupt();
    }
    divisor = (UART(uart, UART_LOWPULSE) + UART(uart, UART_HIGHPULSE)) / 2 + 12;
    UART(uart, UART_AUTOBAUD) &= ~1u;
    return divisor;
}

static void send_slip(uint8_t byte) {
    if (byte == 0xC0) {
        uart_tx_one_char(0xDB);
        byte = 0xDC;
    } else if (byte == 0xDB) {
        uart_tx_one_char(0xDB);
        byte = 0xDD;
    }
    uart_tx_one_char(byte);
}

void send_packet(const uint8_t *bytes, uint32_t length) {
    uart_tx_one_char(0xC0);
    while (length-- > 0) {
        send_slip(*bytes++);
    }
    uart_tx_one_char(0xC0);
}
