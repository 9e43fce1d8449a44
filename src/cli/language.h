// SPDX-License-Identifier: MIT
// The language of messages and of --help: the catalogues of gettext, where the program is built
// with it. Data never goes through here.
#ifndef DEHUSK_LANGUAGE_H
#define DEHUSK_LANGUAGE_H

// _(text): the text in the user's language, or as it is. Borrowed.
// ngettext(one, more, count): of two texts the one for a count, likewise.
#ifdef ENABLE_NLS
#include <libintl.h>
#define _(text) gettext(text)
#else
#define _(text) (text)
#define ngettext(one, more, count) ((count) == 1 ? (one) : (more))
#endif

// Takes the user's language from the environment. To be called once, before any message.
void language_begin(void);

#endif
