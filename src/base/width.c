// SPDX-License-Identifier: MIT
// The width of characters on a terminal. Apart from utf8.c, so that only who asks for it needs
// libunistring.
#include <uniwidth.h>

#include "base/utf8.h"

unsigned utf8_width(uint32_t c)
{
	// One column for controls, the soft hyphen, and the invisible operators of formulas.
	if (c < 0x300 || (c >= 0x2061 && c <= 0x2064))
		return 1;
	// The range of utf8_ideographs(). Versions of Unicode differ about its hexagrams.
	if (c >= 0x4000 && c < 0xA000)
		return 2;
	// Common punctuation.
	if (c >= 0x2010 && c <= 0x2027)
		return 1;
	if ((c >= 0x3000 && c <= 0x3029) || (c >= 0xFF01 && c <= 0xFF5E))
		return 2;
	int width = uc_width(c, "UTF-8");
	return width < 0 ? 1 : (unsigned)width;
}
