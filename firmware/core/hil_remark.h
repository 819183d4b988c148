// Copyright 2026 The NodeMCU HIL authors. SPDX-License-Identifier: Apache-2.0
//
// What this core does not do as the chip's does is said, never passed over. The virtual board hands a remark on to its
// user, each text once. The number is also in dev.nodemcuhil.virtual.HostCallRouter.
#pragma once
#include "hil_hostcalls.h"
#include "pgmspace.h"

#define HIL_REMARK 0x1F0  // (text, in flash or RAM)

#define HIL_REMARKS(text) hil_call(HIL_REMARK, reinterpret_cast<intptr_t>(PSTR(text)))
