// SPDX-License-Identifier: MIT
// Letters and digits. Apart from utf8.c, so that only who asks for them needs libunistring.
#include "base/letters.h"

#include <stdbool.h>
#include <string.h>

#include <unicase.h>
#include <unictype.h>

#include "base/hanzi.h"

#define KANA 0x3042u // HIRAGANA LETTER A

// Full-width forms of ASCII letters and digits.
static bool is_wide_ascii(uint32_t c)
{
	return (c >= 0xFF10 && c <= 0xFF19) || (c >= 0xFF21 && c <= 0xFF3A) ||
	       (c >= 0xFF41 && c <= 0xFF5A);
}

uint32_t letters_folded(uint32_t c)
{
	const uint32_t wanted = UC_CATEGORY_MASK_L | UC_CATEGORY_MASK_Nd | UC_CATEGORY_MASK_Nl;
	if (is_wide_ascii(c))
		c -= 0xFF10 - '0';
	if (!uc_is_general_category_withtable(c, wanted))
		return 0;
	return hanzi_merged(uc_tolower(c));
}

static bool is_named(const uc_script_t *script, const char *name)
{
	return strcmp(script->name, name) == 0;
}

size_t letters_script(uint32_t c)
{
	const uc_script_t *all, *script = uc_script(c);
	size_t count;
	if (!script || !uc_is_general_category_withtable(c, UC_CATEGORY_MASK_L) ||
		is_named(script, "Common") || is_named(script, "Inherited"))
		return LETTERS_NO_SCRIPT;
	if (is_named(script, "Katakana"))
		script = uc_script(KANA);
	uc_all_scripts(&all, &count);
	size_t number = (size_t)(script - all);
	return number < LETTERS_SCRIPTS ? number : LETTERS_NO_SCRIPT;
}

const char *letters_script_name(size_t script)
{
	const uc_script_t *all;
	size_t count;
	if (script == letters_script(KANA))
		return "Kana";
	uc_all_scripts(&all, &count);
	return all[script].name;
}
