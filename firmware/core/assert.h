// Copyright 2026 The NodeMCU HIL authors. SPDX-License-Identifier: Apache-2.0
//
// The C library's own assert does not name what failed.
#undef assert
#ifdef NDEBUG
#define assert(expression) ((void)0)
#else
#define assert(expression) ((expression) ? (void)0 : __assert_func(PSTR(__FILE__), __LINE__, __func__, PSTR(#expression)))
#endif
#ifndef HIL_ASSERT_FUNC
#define HIL_ASSERT_FUNC
#ifdef __cplusplus
#include "pgmspace.h"
extern "C"
#endif
    void __assert_func(const char *file, int line, const char *function, const char *assertion) __attribute__((noreturn));
#endif
