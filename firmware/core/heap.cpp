// Copyright 2026 The NodeMCU HIL authors. SPDX-License-Identifier: Apache-2.0
//
// The heap: from the end of the variables to 0x3FFFC000, where the ROM's memory begins. Best fit over a list of
// the free blocks, neighbours joined when freed; blocks of 8 bytes with 8 bytes before them, as on the chip small
// allocations cost more than they hold. No wrapping, no growing: what is gone is gone.
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "Arduino.h"
#include "hil_chip.h"
#include "hil_core.h"
#include "hil_heap.h"

extern "C" {
extern uint8_t _heap_start[];
extern uint8_t _heap_end[];
}

namespace {

struct Block {
    uint32_t sizeAndUse;  // bytes with this header; bit 0: in use
    uint32_t previousSize;

    uint32_t size() const { return sizeAndUse & ~1u; }
    bool used() const { return sizeAndUse & 1u; }
    Block *next() { return reinterpret_cast<Block *>(reinterpret_cast<uint8_t *>(this) + size()); }
    Block *previous() { return reinterpret_cast<Block *>(reinterpret_cast<uint8_t *>(this) - previousSize); }
    void *content() { return this + 1; }
};

/** What a free block holds: its neighbours in the list of free blocks, which is in no order. */
struct FreeBlock : Block {
    FreeBlock *nextFree;
    FreeBlock *previousFree;
};

constexpr uint32_t SMALLEST_BLOCK = sizeof(FreeBlock);

bool ready;
FreeBlock *firstFree;

void list(Block *block) {
    FreeBlock *added = static_cast<FreeBlock *>(block);
    added->nextFree = firstFree;
    added->previousFree = nullptr;
    if (firstFree != nullptr) {
        firstFree->previousFree = added;
    }
    firstFree = added;
}

void unlist(Block *block) {
    FreeBlock *taken = static_cast<FreeBlock *>(block);
    (taken->previousFree == nullptr ? firstFree : taken->previousFree->nextFree) = taken->nextFree;
    if (taken->nextFree != nullptr) {
        taken->nextFree->previousFree = taken->previousFree;
    }
}

/** Lists a block at the place of another, which is listed no more. */
void relist(Block *gone, Block *block) {
    FreeBlock *from = static_cast<FreeBlock *>(gone);
    FreeBlock *added = static_cast<FreeBlock *>(block);
    FreeBlock *next = from->nextFree;
    FreeBlock *previous = from->previousFree;
    added->nextFree = next;
    added->previousFree = previous;
    (previous == nullptr ? firstFree : previous->nextFree) = added;
    if (next != nullptr) {
        next->previousFree = added;
    }
}

Block *firstBlock() {
    return reinterpret_cast<Block *>(_heap_start);
}

/** A header in use that ends the list. */
Block *endBlock() {
    return reinterpret_cast<Block *>(reinterpret_cast<uintptr_t>(_heap_end) - sizeof(Block));
}

void prepare() {
    Block *first = firstBlock();
    uint32_t size = uint32_t(reinterpret_cast<uint8_t *>(endBlock()) - _heap_start);
    first->sizeAndUse = size;
    first->previousSize = 0;
    endBlock()->sizeAndUse = 1;
    endBlock()->previousSize = size;
    list(first);
    ready = true;
}

uint32_t blockSizeFor(size_t bytes) {
    uint32_t size = (uint32_t(bytes) + sizeof(Block) + 7) & ~7u;
    return size < SMALLEST_BLOCK ? SMALLEST_BLOCK : size;
}

void joinWithNext(Block *block) {
    uint32_t size = block->size() + block->next()->size();
    block->sizeAndUse = size | (block->sizeAndUse & 1);
    block->next()->previousSize = size;
}

void release(Block *block) {
    block->sizeAndUse = block->size();
    Block *next = block->next();
    bool joinsPrevious = block != firstBlock() && !block->previous()->used();
    if (!next->used()) {
        if (joinsPrevious) {
            unlist(next);
        } else {
            relist(next, block);
        }
        joinWithNext(block);
    } else if (!joinsPrevious) {
        list(block);
    }
    if (joinsPrevious) {
        joinWithNext(block->previous());
    }
}

/** The front of a block is in use from now on; returns the rest, which is in use or (0) not. */
inline Block *split(Block *block, uint32_t size, uint32_t restBytes, uint32_t restIsUsed) {
    Block *rest = reinterpret_cast<Block *>(reinterpret_cast<uint8_t *>(block) + size);
    block->sizeAndUse = size | 1;
    rest->sizeAndUse = restBytes | restIsUsed;
    rest->previousSize = size;
    reinterpret_cast<Block *>(reinterpret_cast<uint8_t *>(rest) + restBytes)->previousSize = restBytes;
    return rest;
}

/** Uses the front of a free block; the rest stays free, if it is worth a block. */
inline void take(Block *block, uint32_t size) {
    uint32_t rest = block->sizeAndUse - size;
    if (rest < SMALLEST_BLOCK) {
        unlist(block);
        block->sizeAndUse |= 1;
    } else {
        relist(block, split(block, size, rest, 0));
    }
}

/** Frees the end of a block in use, if that is worth a block. */
void shorten(Block *block, uint32_t size) {
    uint32_t rest = block->size() - size;
    if (rest >= SMALLEST_BLOCK) {
        release(split(block, size, rest, 1));
    }
}

Block *bestFit(uint32_t size) {
    FreeBlock *best = nullptr;
    uint32_t bestRest = FLASH_WINDOW_SIZE;
    for (FreeBlock *block = firstFree; block != nullptr && bestRest != 0; block = block->nextFree) {
        uint32_t rest = block->sizeAndUse - size;  // a free block's bit is 0; a block that is too small leaves a huge rest
        if (rest < bestRest) {
            best = block;
            bestRest = rest;
        }
    }
    return best;
}

void *allocate(size_t bytes, void *caller) {
    InterruptLock lock;
    if (!ready) {
        prepare();
    }
    uint32_t size = blockSizeFor(bytes);
    Block *block = bytes > FLASH_WINDOW_SIZE ? nullptr : bestFit(size);
    if (block == nullptr) {
        hil::lastFailedAllocation = {caller, bytes};
        return nullptr;
    }
    take(block, size);
    return block->content();
}

}  // namespace

namespace hil {

FailedAllocation lastFailedAllocation;

HeapFigures heapFigures() {
    InterruptLock lock;
    if (!ready) {
        prepare();
    }
    HeapFigures figures = {0, 0, 0};
    for (FreeBlock *block = firstFree; block != nullptr; block = block->nextFree) {
        uint32_t bytes = block->size() - sizeof(Block);
        figures.freeBytes += bytes;
        figures.largestFreeBlock = max(figures.largestFreeBlock, bytes);
        figures.sumOfSquares += uint64_t(bytes) * bytes;
    }
    return figures;
}

}  // namespace hil

extern "C" {

void *malloc(size_t bytes) {
    return allocate(bytes, __builtin_return_address(0));
}

void *calloc(size_t count, size_t bytes) {
    size_t total;
    if (__builtin_mul_overflow(count, bytes, &total)) {
        return nullptr;
    }
    void *memory = allocate(total, __builtin_return_address(0));
    return memory == nullptr ? nullptr : memset(memory, 0, total);
}

void free(void *memory) {
    if (memory == nullptr) {
        return;
    }
    InterruptLock lock;
    release(static_cast<Block *>(memory) - 1);
}

void *realloc(void *memory, size_t bytes) {
    if (memory == nullptr) {
        return allocate(bytes, __builtin_return_address(0));
    }
    if (bytes == 0) {
        free(memory);
        return nullptr;
    }
    if (bytes > FLASH_WINDOW_SIZE) {
        return allocate(bytes, __builtin_return_address(0));  // which fails, and remembers who asked
    }
    Block *block = static_cast<Block *>(memory) - 1;
    {
        InterruptLock lock;
        uint32_t size = blockSizeFor(bytes);
        Block *next = block->next();
        if (block->size() < size && !next->used() && block->size() + next->size() >= size) {
            unlist(next);
            joinWithNext(block);
        }
        if (block->size() >= size) {
            shorten(block, size);
            return memory;
        }
    }
    void *larger = allocate(bytes, __builtin_return_address(0));
    if (larger != nullptr) {
        memcpy(larger, memory, block->size() - sizeof(Block));
        free(memory);
    }
    return larger;
}
}
