/* Registers and shared state of our mask ROM. Sources for every address: the chip's public headers (see entries.txt). */
#pragma once
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#define REG(address) (*(volatile uint32_t *)(address))
#define UART(n, offset) REG(0x60000000u + (n) * 0xF00u + (offset))
#define UART_FIFO 0x00
#define UART_INT_RAW 0x04
#define UART_INT_ST 0x08
#define UART_INT_ENA 0x0C
#define UART_INT_CLR 0x10
#define UART_CLKDIV 0x14
#define UART_AUTOBAUD 0x18
#define UART_STATUS 0x1C
#define UART_CONF0 0x20
#define UART_CONF1 0x24
#define UART_LOWPULSE 0x28
#define UART_HIGHPULSE 0x2C
#define UART_PULSE_NUM 0x30
#define SPI0(offset) REG(0x60000200u + (offset))
#define SPI_CMD 0x00
#define SPI_ADDR 0x04
#define SPI_CTRL 0x08
#define SPI_RD_STATUS 0x10
#define SPI_EXT2 0xF8
#define SPI_W(n) (0x40u + 4u * (n))
#define GPIO(offset) REG(0x60000300u + (offset))
#define TIMERS(offset) REG(0x60000600u + (offset))
#define RTC(offset) REG(0x60000700u + (offset))
#define IOMUX(offset) REG(0x60000800u + (offset))
#define WDT(offset) REG(0x60000900u + (offset))
#define DPORT(offset) REG(0x3FF00000u + (offset))

#define UART_INTERRUPT 5
#define GPIO_INTERRUPT 4
#define WDT_INTERRUPT 8
#define FRC2_INTERRUPT 10

/* The receive buffer inside UartDev and UartDev itself, as public headers lay them out. */
typedef struct {
    uint32_t size;
    uint8_t *bytes;
    uint8_t *write;
    uint8_t *read;
    uint32_t trigger;
    uint32_t state;
} uart_ring;
typedef struct {
    uint32_t baud, data_bits, parity_on, parity, stop_bits, flow;
    uart_ring ring;
    uint32_t tx_size;
    uint8_t *tx_bytes;
    uint32_t rx_state, received, uart;
} uart_device;
typedef struct {
    uint32_t id, chip_size, block_size, sector_size, page_size, status_mask;
} flash_chip;

/* Places in the ROM's RAM that other programs know: the linker script gives the addresses. */
extern uart_device UartDev;
extern uint8_t uart_ring_bytes[256];
extern flash_chip rom_flash_chip;
extern flash_chip *flashchip;
extern uint32_t ticks_per_us;
extern uint32_t wdt_mode;
extern void (*user_start)(void);
extern void *exception_table[64];
extern void *exception_table_pointer;
extern void (*c_handlers[64])(void *frame, int cause);
extern uint32_t interrupts_enabled, interrupts_mask;

static inline uint32_t lock(void) {
    uint32_t ps;
    __asm__ volatile("rsil %0, 3" : "=a"(ps)::"memory");
    return ps;
}
static inline void unlock(uint32_t ps) { __asm__ volatile("wsr %0, ps\n rsync" ::"a"(ps) : "memory"); }
/* Lets interrupts in and sleeps until one came: atomic, so a byte that arrives in between is not slept through. */
static inline void wait_for_interrupt(void) { __asm__ volatile("waiti 0" ::: "memory"); }
static inline uint32_t cycle_count(void) {
    uint32_t count;
    __asm__ volatile("rsr %0, ccount" : "=a"(count));
    return count;
}
_Noreturn void stop_here(void);

/* The virtual board's own: it is told what happens. */
void hil_boot(void);
void hil_idle_turn(void);

void xtos_start(void);
void *_xtos_set_exception_handler(uint32_t cause, void (*handler)(void *, int));
void ets_isr_attach(int number, void (*handler)(void *), void *argument);
void ets_isr_mask(uint32_t bits);
void ets_isr_unmask(uint32_t bits);
void run_user_code(void);
void boot_from_flash(void);

int ets_printf(const char *format, ...);
void ets_install_uart_printf(void);
void uartAttach(void);
void Uart_Init(uint32_t uart);
void uart_div_modify(uint32_t uart, uint32_t divisor);
uint32_t uart_baudrate_detect(uint32_t uart, int is_sync);
int uart_tx_one_char(uint8_t byte);
int uart_rx_one_char(uint8_t *byte);
int uart_rx_one_char_block(void);
void send_packet(const uint8_t *bytes, uint32_t length);
int UartDwnLdProc(uint8_t *buffer, uint32_t size, void (**start)(void));

void spi_flash_attach(void);
int SPIUnlock(void);
int SPIRead(uint32_t address, void *target, uint32_t length);
int SPIWrite(uint32_t address, const void *source, uint32_t length);
int SPIEraseSector(uint32_t sector);
int SPIEraseBlock(uint32_t block);
int SPIEraseArea(uint32_t start, uint32_t size);
int SPIReadModeCnfig(uint32_t mode);

uint32_t rtc_get_reset_reason(void);
void software_reset(void);
void *memcpy(void *target, const void *source, size_t length);
void *memset(void *target, int value, size_t length);
