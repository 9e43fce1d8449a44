// SPDX-License-Identifier: MIT
// What the library runs with, for people.
#include <string.h>
#include <unistring/version.h>

#include "dehusk.h"
#include "lines/scan.h"
#include "match/pattern.h"

// Puts a string at *end, with its NUL, and moves *end to that.
static void put_string(char **end, const char *string)
{
	size_t size = strlen(string);
	memcpy(*end, string, size + 1);
	*end += size;
}

static void put_decimal(char **end, unsigned number)
{
	char digits[16], *first = digits + sizeof digits - 1;
	*first = '\0';
	do
		*--first = (char)('0' + number % 10);
	while ((number /= 10) > 0);
	put_string(end, first);
}

static void put_pcre2(char **end)
{
	char version[PATTERN_VERSION_MAX];
	pattern_version(version);
	put_string(end, "PCRE2: ");
	put_string(end, version);
	put_string(end, "\n");
}

static void put_unistring(char **end)
{
	unsigned version = (unsigned)_libunistring_version;
	put_string(end, "libunistring: ");
	put_decimal(end, version >> 16);
	put_string(end, ".");
	put_decimal(end, version >> 8 & 0xFF);
	if (version & 0xFF) {
		put_string(end, ".");
		put_decimal(end, version & 0xFF);
	}
	put_string(end, "\n");
}

void dehusk_about(char text[DEHUSK_ABOUT_MAX])
{
	put_pcre2(&text);
	put_unistring(&text);
	put_string(&text, scan_best() == scan_portable ? "vectors: none\n" : "vectors: AVX2\n");
}
