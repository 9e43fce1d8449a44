// SPDX-License-Identifier: MIT
// Chooses the language of messages.
#include "language.h"

#include <locale.h>
#include <stdlib.h>

void language_begin(void)
{
	// No other category: what is read and written never depends on the locale.
	setlocale(LC_CTYPE, "");
	setlocale(LC_MESSAGES, "");
#ifdef ENABLE_NLS
	// Where a character is a byte, as in the C locale, there are none of the catalogues'
	// characters.
	if (MB_CUR_MAX == 1)
		return;
	bindtextdomain("dehusk", LOCALEDIR);
	textdomain("dehusk");
#endif
}
