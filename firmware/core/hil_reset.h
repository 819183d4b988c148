// Copyright 2026 The NodeMCU HIL authors. SPDX-License-Identifier: Apache-2.0
#pragma once
#include "user_interface.h"

namespace hil {

/** Restarts the chip; the next start reads this as its reason. */
void __attribute__((noreturn)) restartWith(const rst_info &info);

}  // namespace hil
