// Copyright 2026 The NodeMCU HIL authors. SPDX-License-Identifier: Apache-2.0
#pragma once
#include <stddef.h>
#include <stdint.h>

namespace hil {

struct HeapFigures {
    uint32_t freeBytes;
    uint32_t largestFreeBlock;
    uint64_t sumOfSquares;  // of the free blocks' sizes
};

struct FailedAllocation {
    void *caller;
    size_t bytes;
};

HeapFigures heapFigures();
extern FailedAllocation lastFailedAllocation;

}  // namespace hil
