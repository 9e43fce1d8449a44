// SPDX-License-Identifier: MIT
// Tells whether the characters of one text, blanks aside, are an ordered subsequence of those of
// another.
//
//     subsequence WHOLE PART
//
// Both files hold pages that end in NUL, of UTF-8 in the same form; the first page of which it is
// not so is named. U+034F, which the clean-up inserts, is passed over.
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// The next character that is no blank goes into `c`. False: the page is over; *end tells whether
// the file is too.
static bool next(FILE *file, char c[5], bool *end)
{
	static const char *const passed_over[] = {
		"\t",
		"\n",
		" ",
		"\xC2\xA0",
		"\xE1\x9A\x80",
		"\xE2\x80\xAF",
		"\xE2\x81\x9F",
		"\xE3\x80\x80",
		"\xCD\x8F",
	};
	bool again = true;
	while (again) {
		int byte = getc(file);
		*end = byte == EOF;
		if (byte == EOF || byte == 0)
			return false;
		size_t size = byte < 0xC0 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
		memset(c, 0, 5);
		c[0] = (char)byte;
		for (size_t i = 1; i < size; i++)
			c[i] = (char)getc(file);
		// U+2000 to U+200A
		again = strncmp(c, "\xE2\x80", 2) == 0 && (c[2] & 0xFF) >= 0x80 &&
			(c[2] & 0xFF) <= 0x8A;
		for (size_t i = 0; i < sizeof passed_over / sizeof passed_over[0]; i++)
			again |= strcmp(c, passed_over[i]) == 0;
	}
	return true;
}

// Reads one page of each to its end.
static bool page_is(FILE *whole, FILE *part, bool *end)
{
	char wanted[5], c[5];
	bool found = true, over = false, whole_end;
	while (found && next(part, wanted, end)) {
		while ((found = next(whole, c, &whole_end)) && strcmp(c, wanted) != 0)
			continue;
		over = !found;
	}
	while (!over && next(whole, c, &whole_end))
		continue;
	return found;
}

int main(int argc, char **argv)
{
	FILE *whole = argc == 3 ? fopen(argv[1], "rb") : NULL;
	FILE *part = argc == 3 ? fopen(argv[2], "rb") : NULL;
	if (!whole || !part) {
		fputs("usage: subsequence WHOLE PART\n", stderr);
		return 2;
	}
	bool end = false;
	for (unsigned long page = 1; !end; page++)
		if (!page_is(whole, part, &end)) {
			printf("page %lu\n", page);
			return 1;
		}
	fclose(whole);
	fclose(part);
	return 0;
}
