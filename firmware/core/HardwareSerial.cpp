// Copyright 2026 The NodeMCU HIL authors. SPDX-License-Identifier: Apache-2.0
#include "HardwareSerial.h"

#include "Arduino.h"
#include "hil_chip.h"
#include "hil_core.h"

HardwareSerial Serial(0);
HardwareSerial Serial1(1);

namespace {
constexpr uint32_t RECEIVE_THRESHOLD = 16;
constexpr uint32_t RECEIVE_TIMEOUT_CHARACTERS = 2;
constexpr int FIFO_LIMIT = UART_FIFO_SIZE - 1;
}  // namespace

void HardwareSerial::begin(unsigned long baud, SerialConfig config, SerialMode mode) {
    end();
    mode_ = mode;
    if (isRxEnabled()) {
        ring_ = static_cast<uint8_t *>(malloc(ringSize_));
        if (ring_ == nullptr) {
            return;
        }
    }
    head_ = 0;
    tail_ = 0;
    updateBaudRate(baud);
    UART_CONF0(uart_) = uint32_t(config) | UART_CONF0_RESET_FIFOS;
    UART_CONF0(uart_) = uint32_t(config);
    UART_INT_CLR(uart_) = 0xFFFF;
    open_ = true;
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
    flush();
    UART_INT_ENA(uart_) = 0;
    open_ = false;
    free(ring_);
    ring_ = nullptr;
}

void HardwareSerial::updateBaudRate(unsigned long baud) {
    UART_CLKDIV(uart_) = uint32_t(F_CPU) / (baud == 0 ? 115200 : baud);
}

unsigned long HardwareSerial::baudRate() const {
    return open_ ? uint32_t(F_CPU) / UART_CLKDIV(uart_) : 0;
}

size_t HardwareSerial::setRxBufferSize(size_t size) {
    if (size < 2 || size == ringSize_) {
        return ringSize_;
    }
    if (ring_ != nullptr) {
        uint8_t *larger = static_cast<uint8_t *>(malloc(size));
        if (larger == nullptr) {
            return ringSize_;
        }
        InterruptLock lock;
        size_t kept = 0;
        while (kept < size - 1 && tail_ != head_) {
            larger[kept++] = ring_[tail_];
            tail_ = (tail_ + 1) % ringSize_;
        }
        free(ring_);
        ring_ = larger;
        tail_ = 0;
        head_ = kept;
    }
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
    size_t count;
    {
        InterruptLock lock;
        receiveFromFifo();
        count = waiting();
    }
    if (count == 0) {
        optimistic_yield(10000);
    }
    return int(count);
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

size_t HardwareSerial::read(char *buffer, size_t size) {
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
    return count;
}

int HardwareSerial::availableForWrite() {
    int used = int(UART_TX_COUNT(uart_));
    return open_ && isTxEnabled() && used < FIFO_LIMIT ? FIFO_LIMIT - used : 0;
}

size_t HardwareSerial::write(uint8_t value) {
    return write(&value, 1);
}

size_t HardwareSerial::write(const uint8_t *data, size_t length) {
    if (!open_ || !isTxEnabled()) {
        return 0;
    }
    for (size_t i = 0; i < length; i++) {
        while (int(UART_TX_COUNT(uart_)) >= FIFO_LIMIT) {
            optimistic_yield(10000);
        }
        UART_FIFO(uart_) = pgm_read_byte(data + i);
    }
    hil::noteActivity();
    return length;
}

void HardwareSerial::flush() {
    if (!open_ || !isTxEnabled()) {
        return;
    }
    while (UART_TX_COUNT(uart_) > 0) {
        optimistic_yield(10000);
    }
    delayMicroseconds(unsigned(11000000u / baudRate()) + 1);  // the byte that is on its way out
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
