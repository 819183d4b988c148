/* Exception and interrupt tables. */
#include "rom.h"

typedef struct {
    void (*handler)(void *);
    void *argument;
} interrupt_entry;

/* The table grows down from here: entry n is 8 * n bytes lower. */
#define LAST_INTERRUPT ((interrupt_entry *)0x3FFFC278)
#define INTERRUPTS 15u

extern void _xtos_l1int_handler(void), _xtos_c_wrapper_handler(void), _xtos_syscall_handler(void), _xtos_alloca_handler(void);
extern void _xtos_cause3_handler(void), _xtos_unhandled_exception(void), _xtos_unhandled_interrupt(void *), _xtos_p_none(void *, int);

void xtos_start(void) {
    for (uint32_t cause = 0; cause < 64; cause++) {
        exception_table[cause] = (void *)_xtos_unhandled_exception;
        c_handlers[cause] = _xtos_p_none;
    }
    exception_table[1] = (void *)_xtos_syscall_handler;
    exception_table[4] = (void *)_xtos_l1int_handler;
    exception_table[5] = (void *)_xtos_alloca_handler;
    for (uint32_t cause = 12; cause < 16; cause++) {
        exception_table[cause] = (void *)_xtos_cause3_handler;
    }
    exception_table_pointer = exception_table;
    for (uint32_t number = 0; number < INTERRUPTS; number++) {
        (LAST_INTERRUPT - number)->handler = _xtos_unhandled_interrupt;
        (LAST_INTERRUPT - number)->argument = (void *)number;
    }
    interrupts_mask = 0xFFFFFFFFu;
}

void *_xtos_set_exception_handler(uint32_t cause, void (*handler)(void *, int)) {
    void *before;
    if (cause >= 64) {
        return NULL;
    }
    before = (void *)c_handlers[cause];
    c_handlers[cause] = handler ? handler : _xtos_p_none;
    exception_table[cause] = handler && handler != _xtos_p_none ? (void *)_xtos_c_wrapper_handler : (void *)_xtos_unhandled_exception;
    return before == (void *)_xtos_p_none ? NULL : before;
}

void *_xtos_set_interrupt_handler_arg(uint32_t number, void (*handler)(void *), void *argument) {
    interrupt_entry *entry;
    void *before;
    if (number >= INTERRUPTS) {
        return NULL;
    }
    entry = LAST_INTERRUPT - number;
    before = (void *)entry->handler;
    entry->handler = handler ? handler : _xtos_unhandled_interrupt;
    entry->argument = handler ? argument : (void *)number;
    return before == (void *)_xtos_unhandled_interrupt ? NULL : before;
}

void *_xtos_set_interrupt_handler(uint32_t number, void (*handler)(void *)) {
    return _xtos_set_interrupt_handler_arg(number, handler, (void *)number);
}

static uint32_t change_enabled(uint32_t clear, uint32_t set) {
    uint32_t ps = lock(), before = interrupts_enabled;
    interrupts_enabled = (before & ~clear) | set;
    __asm__ volatile("wsr %0, intenable\n rsync" ::"a"(interrupts_enabled & interrupts_mask));
    unlock(ps);
    return before;
}
uint32_t _xtos_ints_on(uint32_t bits) { return change_enabled(0, bits); }
uint32_t _xtos_ints_off(uint32_t bits) { return change_enabled(bits, 0); }

uint32_t _xtos_set_vpri(uint32_t mask) {
    uint32_t before = interrupts_mask;
    interrupts_mask = mask;
    change_enabled(0, 0);
    return before;
}

void ets_isr_attach(int number, void (*handler)(void *), void *argument) {
    _xtos_set_interrupt_handler_arg((uint32_t)number, handler, argument);
}
void ets_isr_mask(uint32_t bits) { _xtos_ints_off(bits); }
void ets_isr_unmask(uint32_t bits) { _xtos_ints_on(bits); }
