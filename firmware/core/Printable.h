// Copyright 2026 The NodeMCU HIL authors. SPDX-License-Identifier: Apache-2.0
#pragma once
#include <stddef.h>

class Print;

/** Something that knows how to print itself. */
class Printable {
public:
    virtual ~Printable() {}
    virtual size_t printTo(Print &out) const = 0;
};
