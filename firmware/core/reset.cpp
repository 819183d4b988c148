// Copyright 2026 The NodeMCU HIL authors. SPDX-License-Identifier: Apache-2.0
//
// Why the chip started. A restart that the core asks for leaves a record in the system's part of the RTC memory; any other
// reset is told by the hardware's cause. (A restart by software does not change that cause, which the ROM prints.)
#include "hil_chip.h"
#include "hil_core.h"
#include "hil_reset.h"
#include "user_interface.h"

namespace {

struct ResetRecord {
    uint32_t mark;
    rst_info info;
};

constexpr uint32_t RECORD_MARK = 0x48494C52;
constexpr uint32_t HARDWARE_CAUSE_MASK = 0xF;
constexpr uint32_t CAUSE_RESET_PIN = 2;
constexpr uint32_t CAUSE_WATCHDOG = 4;
constexpr uint32_t SOFTWARE_RESET = 1u << 31;

volatile uint32_t *const RECORD = reinterpret_cast<volatile uint32_t *>(RTC_SYSTEM_MEMORY);

rst_info resetInfo;

}  // namespace

namespace hil {

void readResetReason() {
    if (RECORD[0] == RECORD_MARK) {
        uint32_t *info = reinterpret_cast<uint32_t *>(&resetInfo);
        for (unsigned i = 0; i < sizeof resetInfo / 4; i++) {
            info[i] = RECORD[1 + i];
        }
        RECORD[0] = 0;
        return;
    }
    uint32_t cause = RTC_RESET_CAUSE & HARDWARE_CAUSE_MASK;
    resetInfo.reason = cause == CAUSE_WATCHDOG    ? REASON_WDT_RST
                       : cause == CAUSE_RESET_PIN ? REASON_EXT_SYS_RST
                                                  : REASON_DEFAULT_RST;
}

void restartWith(const rst_info &info) {
    lockInterrupts();
    const uint32_t *words = reinterpret_cast<const uint32_t *>(&info);
    for (unsigned i = 0; i < sizeof info / 4; i++) {
        RECORD[1 + i] = words[i];
    }
    RECORD[0] = RECORD_MARK;
    RTC_CONTROL = RTC_CONTROL | SOFTWARE_RESET;
    for (;;) {
    }
}

}  // namespace hil

extern "C" rst_info *system_get_rst_info(void) {
    return &resetInfo;
}
