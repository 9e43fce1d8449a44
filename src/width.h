// SPDX-License-Identifier: MIT
// How many columns of a terminal a character takes.
#ifndef DEHUSK_WIDTH_H
#define DEHUSK_WIDTH_H

#include <stdbool.h>
#include <stdint.h>

// East_Asian_Width W or F, by whole blocks (Unicode 15.0, EastAsianWidth.txt).
bool width_is_wide(uint32_t c);

// 0 for what stands on the character before it, 2 for what is wide, else 1.
unsigned width_of(uint32_t c);

#endif
