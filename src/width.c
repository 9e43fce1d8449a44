// SPDX-License-Identifier: MIT
// How many columns of a terminal a character takes.
#include "width.h"

#include <stddef.h>

static const struct range {
	uint32_t first, last;
} wide[] = {
	{0x1100, 0x115F},
	{0x2E80, 0x303E},
	{0x3041, 0xA4CF},
	{0xA960, 0xA97F},
	{0xAC00, 0xD7A3},
	{0xF900, 0xFAFF},
	{0xFE30, 0xFE6F},
	{0xFF01, 0xFF60},
	{0xFFE0, 0xFFE6},
	{0x1F300, 0x1F64F},
	{0x1F680, 0x1F6FF},
	{0x1F7E0, 0x1F7F0},
	{0x1F900, 0x1F9FF},
	{0x1FA70, 0x1FAFF},
	{0x20000, 0x3FFFD},
};

bool width_is_wide(uint32_t c)
{
	for (size_t i = 0; i < sizeof wide / sizeof wide[0]; i++)
		if (c <= wide[i].last)
			return c >= wide[i].first;
	return false;
}

unsigned width_of(uint32_t c)
{
	if (c < 0x300)
		return 1;
	if (c >= 0x4E00 && c < 0xA000)
		return 2;
	if (c <= 0x36F || (c >= 0x200B && c <= 0x200F) || c == 0xFEFF)
		return 0;
	return c >= 0x1100 && width_is_wide(c) ? 2 : 1;
}
