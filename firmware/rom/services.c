/* Smaller services: resets, delays, watchdog, timers, tasks, pins. */
#include "rom.h"

uint32_t rtc_get_reset_reason(void) {
    uint32_t reason = RTC(0x14) & 15;
    RTC(0x08) &= ~(1u << 21);
    if (reason == 5) {
        uint32_t wake = RTC(0x18) >> 8 & 0x3F;
        reason = wake == 1 ? 6 : wake == 8 ? 5 : 0;
    }
    return reason;
}

void software_reset(void) { RTC(0x00) |= 1u << 31; }

void ets_delay_us(uint32_t us) {
    uint32_t start = cycle_count(), cycles = us * ticks_per_us;
    while (cycle_count() - start < cycles) {
    }
}

void ets_update_cpu_frequency(uint32_t ticks) { ticks_per_us = ticks; }
uint32_t ets_get_cpu_frequency(void) { return ticks_per_us; }

/* Watchdog. Mode 0 is off; otherwise the number that the first stage is given as its time: 2^n * 0.8 ms. */
static void wdt_feed(void) { WDT(0x14) = 0x73; }
static void wdt_interrupt(void *argument) {
    (void)argument;
    wdt_feed();
}
void ets_wdt_init(void) { ets_isr_attach(WDT_INTERRUPT, wdt_interrupt, NULL); }
uint32_t ets_wdt_get_mode(void) { return wdt_mode; }
uint32_t ets_wdt_disable(void) {
    uint32_t before = wdt_mode;
    wdt_mode = 0;
    WDT(0x00) &= ~1u;
    wdt_feed();
    return before;
}
void ets_wdt_enable(uint32_t mode, uint32_t first_stage, uint32_t second_stage) {
    ets_wdt_disable();
    if (mode == 0) {
        return;
    }
    WDT(0x04) = first_stage ? first_stage : 12;
    WDT(0x08) = second_stage ? second_stage : 12;
    WDT(0x00) = (WDT(0x00) & ~6u) | 0x38;
    DPORT(0x04) |= 1;
    wdt_mode = mode;
    WDT(0x00) |= 1;
    wdt_feed();
    ets_isr_unmask(1 << WDT_INTERRUPT);
}
void ets_wdt_restore(uint32_t mode) {
    if (mode) {
        ets_wdt_enable(mode, 0, 0);
    }
}

/* Timers: a list sorted by due time on FRC2, which counts at 312.5 kHz. */
typedef struct timer {
    struct timer *next;
    uint32_t due, period;
    void (*call)(void *);
    void *argument;
} timer;
static timer *timers;
#define TIMER_ABSENT ((timer *)0xFFFFFFFF)
static uint32_t timer_now(void) { return TIMERS(0x24); }
static void timer_program(void) {
    if (timers) {
        uint32_t soonest = timer_now() + 2;
        TIMERS(0x30) = (int32_t)(timers->due - soonest) < 0 ? soonest : timers->due;
    }
}
static void timer_add(timer *t) {
    timer **at = &timers;
    while (*at && (int32_t)((*at)->due - t->due) <= 0) {
        at = &(*at)->next;
    }
    t->next = *at;
    *at = t;
}
static void timer_remove(timer *t) {
    for (timer **at = &timers; *at; at = &(*at)->next) {
        if (*at == t) {
            *at = t->next;
            break;
        }
    }
    t->next = TIMER_ABSENT;
}
void ets_timer_setfn(timer *t, void (*call)(void *), void *argument) {
    t->call = call;
    t->argument = argument;
    t->due = t->period = 0;
    t->next = TIMER_ABSENT;
}
void ets_timer_arm(timer *t, uint32_t milliseconds, int repeat) {
    uint32_t ps = lock(), ticks = milliseconds * 312 + milliseconds / 2;
    timer_remove(t);
    t->due = timer_now() + ticks;
    t->period = repeat ? ticks : 0;
    timer_add(t);
    timer_program();
    unlock(ps);
}
void ets_timer_disarm(timer *t) {
    uint32_t ps = lock();
    timer_remove(t);
    t->period = 0;
    timer_program();
    unlock(ps);
}
void ets_timer_done(timer *t) {
    ets_timer_disarm(t);
    t->call = NULL;
    t->argument = NULL;
}
void ets_timer_handler_isr(void *argument) {
    (void)argument;
    TIMERS(0x2C) = 0;
    while (timers && (int32_t)(timers->due - timer_now()) <= 0) {
        timer *t = timers;
        timer_remove(t);
        if (t->period) {
            t->due += t->period;
            timer_add(t);
        }
        if (t->call) {
            t->call(t->argument);
        }
    }
    timer_program();
}
void ets_timer_init(void) {
    timers = NULL;
    ets_isr_attach(FRC2_INTERRUPT, ets_timer_handler_isr, NULL);
    DPORT(0x04) |= 4;
    TIMERS(0x28) = 0x88;
    TIMERS(0x20) = 0;
    ets_isr_unmask(1 << FRC2_INTERRUPT);
}

/* Tasks: one queue per priority, the highest first. */
typedef struct {
    uint32_t signal, parameter;
} event;
typedef struct {
    void (*run)(event *);
    event *queue;
    uint8_t length, first, count;
} task;
/* The program's tasks have 0 to 2; the SDK's are above. */
#define LAST_USER_PRIORITY 2
static task tasks[32];
static uint32_t ready;
static void (*idle_call)(void *);
static void *idle_argument;
void ets_set_idle_cb(void (*call)(void *), void *argument) {
    idle_call = call;
    idle_argument = argument;
}
void ets_task(void (*run)(event *), uint8_t priority, event *queue, uint8_t length) {
    task t = {run, queue, length, 0, 0};
    tasks[priority & 31] = t;
}
int ets_post(uint8_t priority, uint32_t signal, uint32_t parameter) {
    task *t = &tasks[priority & 31];
    uint32_t ps = lock();
    int full = t->count >= t->length;
    if (!full) {
        uint32_t at = t->first + t->count;
        event e = {signal, parameter};
        t->queue[at >= t->length ? at - t->length : at] = e;
        t->count++;
        ready |= 1u << (priority & 31);
    }
    unlock(ps);
    return full;
}
void ets_run(void) {
    for (;;) {
        uint32_t ps = lock();
        if (ready) {
            uint32_t priority = 31 - (uint32_t)__builtin_clz(ready);
            task *t = &tasks[priority];
            event e = t->queue[t->first];
            t->first = t->first + 1 == t->length ? 0 : t->first + 1;
            if (--t->count == 0) {
                ready &= ~(1u << priority);
            }
            unlock(ps);
            t->run(&e);
            if (priority <= LAST_USER_PRIORITY && ready == 1u << priority && t->count == 1) {
                hil_idle_turn(); /* a program that only comes round by itself */
            }
        } else if (idle_call) {
            unlock(ps);
            idle_call(idle_argument);
            ps = lock();
            if (!ready) {
                wait_for_interrupt();
            } else {
                unlock(ps);
            }
        } else {
            wait_for_interrupt();
        }
    }
}

/* Pins. */
void gpio_init(void) { GPIO(0x0C) = 0; }
void gpio_output_set(uint32_t high, uint32_t low, uint32_t enable, uint32_t disable) {
    GPIO(0x04) = high;
    GPIO(0x08) = low;
    GPIO(0x10) = enable;
    GPIO(0x14) = disable;
}
uint32_t gpio_input_get(void) { return GPIO(0x18) & 0xFFFF; }
uint32_t gpio_intr_pending(void) { return GPIO(0x1C); }
void gpio_intr_ack(uint32_t mask) { GPIO(0x24) = mask; }
void gpio_pin_intr_state_set(uint32_t pin, uint32_t type) {
    GPIO(0x28 + 4 * (pin & 15)) = (GPIO(0x28 + 4 * (pin & 15)) & ~0x380u) | (type & 7) << 7;
}
static void (*gpio_handler)(uint32_t, void *);
static void *gpio_argument;
static void gpio_interrupt(void *argument) {
    (void)argument;
    gpio_handler(GPIO(0x1C), gpio_argument);
}
void gpio_intr_handler_register(void (*handler)(uint32_t, void *), void *argument) {
    gpio_handler = handler;
    gpio_argument = argument;
    ets_isr_attach(GPIO_INTERRUPT, gpio_interrupt, NULL);
    ets_isr_unmask(1 << GPIO_INTERRUPT);
}
