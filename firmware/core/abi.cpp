// Copyright 2026 The NodeMCU HIL authors. SPDX-License-Identifier: Apache-2.0
//
// What the compiler expects of a C++ run-time.
#include <stdlib.h>

#include "Arduino.h"
#include "hil_core.h"
#include "postmortem.h"

namespace {

void *allocateOrDie(size_t bytes) {
    void *memory = malloc(bytes);
    if (memory == nullptr) {
        hil::dieOf({hil::Death::UNHANDLED_EXCEPTION, PSTR("OOM")});
    }
    return memory;
}

}  // namespace

void *operator new(size_t bytes) {
    return allocateOrDie(bytes);
}

void *operator new[](size_t bytes) {
    return allocateOrDie(bytes);
}

void operator delete(void *memory) noexcept {
    free(memory);
}

void operator delete[](void *memory) noexcept {
    free(memory);
}

void operator delete(void *memory, size_t) noexcept {
    free(memory);
}

void operator delete[](void *memory, size_t) noexcept {
    free(memory);
}

extern "C" {

void *__dso_handle;

/** Nothing ever ends here, so nothing is destroyed at the end. */
int __cxa_atexit(void (*)(void *), void *, void *) {
    return 0;
}

int atexit(void (*)(void)) {
    return 0;
}

void __cxa_pure_virtual(void) {
    panic_at(PSTR("core_esp8266_main.cpp"), 0, PSTR("__cxa_pure_virtual"));
}

void __cxa_deleted_virtual(void) {
    panic_at(PSTR("core_esp8266_main.cpp"), 0, PSTR("__cxa_deleted_virtual"));
}
}
