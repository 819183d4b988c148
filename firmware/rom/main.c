/* What the ROM does after reset: says the banner, then boots from flash or listens to the serial loader. */
#include "rom.h"

#define LOADER_BUFFER ((uint8_t *)0x3FFFA000)
#define LOADER_BUFFER_SIZE 0x2000u

enum { STRAP_UART = 1, STRAP_JUMP = 2, STRAP_FLASH = 3 };

void stop_here(void) {
    for (;;) {
        wait_for_interrupt();
    }
}

static uint32_t special_epc1(void) {
    uint32_t value;
    __asm__ volatile("rsr %0, epc1" : "=a"(value));
    return value;
}

static void fatal_exception(void *frame, int cause) {
    uint32_t epc2, epc3, excvaddr, depc;
    (void)frame;
    __asm__ volatile("rsr %0, epc2" : "=a"(epc2));
    __asm__ volatile("rsr %0, epc3" : "=a"(epc3));
    __asm__ volatile("rsr %0, excvaddr" : "=a"(excvaddr));
    __asm__ volatile("rsr %0, depc" : "=a"(depc));
    ets_printf("Fatal exception (%d): \n", cause);
    ets_printf("epc1=0x%08x, epc2=0x%08x, epc3=0x%08x, excvaddr=0x%08x, depc=0x%08x\n", special_epc1(), epc2, epc3, excvaddr, depc);
    for (;;) { /* with the interrupts shut, as on the chip: only a watchdog or the reset pin ends this */
        __asm__ volatile("waiti 15");
    }
}

static void watch_for_exceptions(void) {
    static const uint8_t causes[] = {9, 0, 2, 3, 28, 29, 8};
    for (uint32_t i = 0; i < sizeof causes; i++) {
        _xtos_set_exception_handler(causes[i], fatal_exception);
    }
}

void ets_set_user_start(void (*start)(void)) { user_start = start; }

void run_user_code(void) {
    if (user_start) {
        user_start();
    }
    ets_printf("user code done\n");
}

static void uart_loader(uint32_t strap) {
    if (strap == STRAP_FLASH) {
        spi_flash_attach();
    } else if (strap == STRAP_JUMP) {
        user_start = (void (*)(void))0x40100000;
    } else if (strap == STRAP_UART) {
        UartDwnLdProc(LOADER_BUFFER, LOADER_BUFFER_SIZE, &user_start);
    }
}

int main(void) {
    uint32_t pins = GPIO(0x18);
    uint32_t strap = (pins >> 16) & 7, cause;

    user_start = NULL; /* RAM keeps what was there before a reset, and holds anything after power-on */
    uartAttach();
    Uart_Init(0);
    ets_install_uart_printf();
    watch_for_exceptions();
    cause = rtc_get_reset_reason();
    ets_printf("\n ets %s,rst cause:%d, boot mode:(%d,%d)\n\n", "Jan  8 2013", cause, strap, pins >> 29);
    if (cause == 4) {
        ets_printf("wdt reset\n");
    }
    if (strap >= 4) { /* GPIO15 high: the chip waits for a host on SDIO, and the board has none */
        ets_printf("waiting for host\n");
        stop_here();
    }
    if (cause == 0 || cause > 6) {
        ets_printf("unknown reset\n");
        stop_here();
    }
    if (cause != 3) {
        uart_loader(strap);
    }
    if (strap == STRAP_FLASH || (strap == STRAP_UART && !user_start)) {
        boot_from_flash();
    }
    run_user_code();
    stop_here();
}
