// Copyright 2026 The NodeMCU HIL authors. SPDX-License-Identifier: Apache-2.0
//
// lwIP's init.c asks for this header although there is no PPP here.
#pragma once
