// Enough of Arduino for a sketch that only has to compile.
#pragma once
#include <stdint.h>

void setup();
void loop();
