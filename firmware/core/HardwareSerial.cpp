// Copyright 2026 The NodeMCU HIL authors. SPDX-License-Identifier: Apache-2.0
#include "HardwareSerial.h"

#include "Arduino.h"
#include "hil_chip.h"
#include "hil_core.h"
#include "hil_remark.h"

HardwareSerial Serial(0);
HardwareSerial Serial1(1);

namespace {

constexpr uint32_t RECEIVE_THRESHOLD = 16;
constexpr uint32_t RECEIVE_TIMEOUT_CHARACTERS = 2;
constexpr int FIFO_LIMIT = UART_FIFO_SIZE - 1;
constexpr int UARTS = 2;

// The pins of UART0, those that it is swapped to, and the one of UART1.
constexpr uint8_t OUT_PIN = 1;
constexpr uint8_t IN_PIN = 3;
constexpr uint8_t SWAPPED_OUT_PIN = 15;
constexpr uint8_t SWAPPED_IN_PIN = 13;
constexpr uint8_t UART1_OUT_PIN = 2;

/** Frame in bits, with start bit, from CONF0: data bits 3:2, parity enabled 1, stop bits 5:4 (1: one, else two). */
uint32_t frameBits(uint32_t conf0) {
    return 1 + 5 + ((conf0 >> 2) & 3) + ((conf0 >> 1) & 1) + (((conf0 >> 4) & 3) > 1 ? 2 : 1);
}

}  // namespace

/** What was not sent yet is lost, as on the chip. */
void HardwareSerial::begin(unsigned long baud, SerialConfig config, SerialMode mode) {
    end();
    if (uart_ >= UARTS) {
        return;
    }
    mode_ = mode;
    if (uart_ == 0 && mode_ != SERIAL_TX_ONLY) {
        ring_ = static_cast<uint8_t *>(malloc(ringSize_));
        if (ring_ == nullptr) {
            return;
        }
    }
    head_ = 0;
    tail_ = 0;
    overrun_ = false;
    error_ = false;
    open_ = true;
    takePins(false);
    updateBaudRate(baud);
    UART_CONF0(uart_) = uint32_t(config) | UART_CONF0_RESET_FIFOS;
    UART_CONF0(uart_) = uint32_t(config);
    UART_CONF1(uart_) = 0;
    UART_INT_CLR(uart_) = 0xFFFF;
    UART_INT_ENA(uart_) = 0;
    if (isRxEnabled()) {
        UART_CONF1(uart_) = RECEIVE_THRESHOLD | (1u << 31) | (RECEIVE_TIMEOUT_CHARACTERS << 24);
        UART_INT_ENA(uart_) = UART_INT_RX_FULL | UART_INT_RX_TIMEOUT | UART_INT_RX_OVERFLOW | UART_INT_FRAME | UART_INT_PARITY;
        ets_isr_attach(UART_INTERRUPT, onInterrupt, this);
        ets_isr_unmask(1u << UART_INTERRUPT);
    }
}

void HardwareSerial::end() {
    if (!open_) {
        return;
    }
    UART_INT_ENA(uart_) = 0;
    if (isTxEnabled()) {
        pinMode(uart_ == 1 ? UART1_OUT_PIN : swapped_ ? SWAPPED_OUT_PIN : OUT_PIN, INPUT);
    }
    if (isRxEnabled()) {
        pinMode(swapped_ ? SWAPPED_IN_PIN : IN_PIN, INPUT);
    }
    open_ = false;
    free(ring_);
    ring_ = nullptr;
}

void HardwareSerial::takePins(bool swapped) {
    swapped_ = swapped;
    if (uart_ == 1) {
        if (isTxEnabled()) {
            pinMode(UART1_OUT_PIN, SPECIAL);
        }
        return;
    }
    if (isTxEnabled()) {
        pinMode(swapped ? SWAPPED_OUT_PIN : OUT_PIN, swapped ? FUNCTION_4 : FUNCTION_0);
    }
    if (isRxEnabled()) {
        pinMode(swapped ? SWAPPED_IN_PIN : IN_PIN, swapped ? FUNCTION_4 : SPECIAL);
    }
    uint32_t others = DPORT_IO_SWAP & ~DPORT_SWAP_UART0;
    DPORT_IO_SWAP = swapped ? others | DPORT_SWAP_UART0 : others;
}

bool HardwareSerial::swap() {
    if (!open_ || uart_ != 0) {
        return false;
    }
    if (isTxEnabled()) {
        pinMode(swapped_ ? SWAPPED_OUT_PIN : OUT_PIN, INPUT);
    }
    if (isRxEnabled()) {
        pinMode(swapped_ ? SWAPPED_IN_PIN : IN_PIN, INPUT);
    }
    takePins(!swapped_);
    return true;
}

/** A rate of zero is divided by, as on the chip. */
void HardwareSerial::updateBaudRate(unsigned long baud) {
    if (open_) {
        baud_ = int(baud);
        UART_CLKDIV(uart_) = uint32_t(int(F_CPU) / baud_);
    }
}

/** On the chip the SDK's own messages would go there too. */
void HardwareSerial::setDebugOutput(bool on) {
    if (on && open_) {
        HIL_REMARKS("Serial.setDebugOutput: the virtual board has no SDK that would print");
    }
}

size_t HardwareSerial::setRxBufferSize(size_t size) {
    if (!open_) {
        ringSize_ = size;
        return ringSize_;
    }
    if (!isRxEnabled() || size == ringSize_) {
        return getRxBufferSize();
    }
    uint8_t *other = static_cast<uint8_t *>(malloc(size));
    if (other == nullptr) {
        return ringSize_;
    }
    InterruptLock lock;
    size_t kept = 0;
    while (kept + 1 < size && tail_ != head_) {
        other[kept++] = ring_[tail_];
        tail_ = (tail_ + 1) % ringSize_;
    }
    free(ring_);
    ring_ = other;
    tail_ = 0;
    head_ = kept;
    ringSize_ = size;
    return ringSize_;
}

void IRAM_ATTR HardwareSerial::receiveFromFifo() {
    while (UART_RX_COUNT(uart_) > 0) {
        uint8_t value = uint8_t(UART_FIFO(uart_));
        size_t next = head_ + 1 == ringSize_ ? 0 : head_ + 1;
        if (next == tail_) {
            tail_ = tail_ + 1 == ringSize_ ? 0 : tail_ + 1;  // the oldest byte goes, as on the chip
            overrun_ = true;
        }
        ring_[head_] = value;
        head_ = next;
    }
}

void IRAM_ATTR HardwareSerial::onInterrupt(void *serial, ExceptionFrame *) {
    HardwareSerial *self = static_cast<HardwareSerial *>(serial);
    uint32_t status = UART_INT_ST(self->uart_);
    if (status & UART_INT_RX_OVERFLOW) {
        self->overrun_ = true;
    }
    if (status & (UART_INT_FRAME | UART_INT_PARITY)) {
        self->error_ = true;
    }
    self->receiveFromFifo();
    UART_INT_CLR(self->uart_) = status;
    hil::noteActivity();
}

int HardwareSerial::available() {
    if (ring_ == nullptr) {
        return 0;
    }
    if (UART_RX_COUNT(uart_) == 0 && head_ == tail_) {  // in this order: an interrupt moves bytes from there to here
        optimistic_yield(10000);
        return 0;
    }
    InterruptLock lock;
    receiveFromFifo();
    return int(waiting());
}

int HardwareSerial::peek() {
    if (ring_ == nullptr) {
        return -1;
    }
    InterruptLock lock;
    receiveFromFifo();
    return tail_ == head_ ? -1 : ring_[tail_];
}

int HardwareSerial::read() {
    char value;
    return read(&value, 1) == 1 ? uint8_t(value) : -1;
}

int HardwareSerial::read(char *buffer, size_t size) {
    if (ring_ == nullptr) {
        return 0;
    }
    InterruptLock lock;
    receiveFromFifo();
    size_t count = 0;
    while (count < size && tail_ != head_) {
        buffer[count++] = char(ring_[tail_]);
        tail_ = tail_ + 1 == ringSize_ ? 0 : tail_ + 1;
    }
    if (count > 0) {
        hil::noteActivity();
    }
    return int(count);
}

/** One more than a write takes without waiting, as on the chip. */
int HardwareSerial::availableForWrite() {
    return isTxEnabled() ? UART_FIFO_SIZE - int(UART_TX_COUNT(uart_)) : 0;
}

void HardwareSerial::put(uint8_t value) {
    while (int(UART_TX_COUNT(uart_)) >= FIFO_LIMIT) {
    }
    UART_FIFO(uart_) = value;
    hil::noteActivity();
}

/** Waits for room without giving way, so that a sketch which only does this meets the watchdog, as on the chip. */
size_t HardwareSerial::write(uint8_t value) {
    if (!isTxEnabled()) {
        return 0;
    }
    put(value);
    return 1;
}

size_t HardwareSerial::write(const uint8_t *data, size_t length) {
    if (!isTxEnabled()) {
        return 0;
    }
    for (size_t i = 0; i < length; i++) {
        put(pgm_read_byte(data + i));
        optimistic_yield(10000);
    }
    return length;
}

void HardwareSerial::flush() {
    if (!isTxEnabled()) {
        return;
    }
    while (UART_TX_COUNT(uart_) > 0) {
        optimistic_yield(10000);
    }
    delayMicroseconds(frameBits(UART_CONF0(uart_)) * 1000000 / unsigned(baud_) + 1);  // the byte that is on its way out
}

bool HardwareSerial::hasOverrun() {
    InterruptLock lock;
    bool was = overrun_;
    overrun_ = false;
    return was;
}

bool HardwareSerial::hasRxError() {
    InterruptLock lock;
    bool was = error_;
    error_ = false;
    return was;
}
