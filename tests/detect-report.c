// SPDX-License-Identifier: MIT
// Measures how often short texts are taken for what they are, by dehusk and by libuchardet.
//
//     detect-report ENCODING FILE...
//
// Each file is UTF-8. Pieces of 4, 8, 16, 32, 64 and 128 characters, taken at 40 places of each
// file, are converted to ENCODING and shown to both as a page of its own. What does not convert, or
// is all ASCII, is passed over. An answer that is said to be unsure is not counted as right; one
// that is wrong without that is.
#include <ctype.h>
#include <iconv.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <uchardet.h>

#include "dehusk.h"

#define PLACES 40

static const size_t lengths[] = {4, 8, 16, 32, 64, 128};
#define LENGTHS (sizeof lengths / sizeof lengths[0])

struct score {
	unsigned long all, dehusk, unsure, silent, uchardet;
};

static _Noreturn void die(const char *what)
{
	perror(what);
	exit(2);
}

// Whether two names are one encoding, as far as that can matter for a decoder.
static bool same(const char *encoding, const char *name)
{
	if (!name)
		return false;
	if (strcmp(encoding, "GB18030") == 0)
		return strncmp(name, "GB", 2) == 0;
	return strncmp(name, encoding, strlen(encoding)) == 0;
}

static void ask_dehusk(struct dehusk *dehusk, const char *encoding, const char *text, size_t size,
	struct score *score)
{
	struct dehusk_lines lines;
	if (dehusk_feed(dehusk, text, size, &lines) != DEHUSK_OK ||
		dehusk_end(dehusk, &lines) != DEHUSK_OK)
		die("dehusk");
	bool right = same(encoding, dehusk_encoding(dehusk));
	bool unsure = dehusk_count(dehusk, DEHUSK_COUNT_UNSURE) > 0;
	score->dehusk += right && !unsure;
	score->unsure += unsure;
	score->silent += !right && !unsure && dehusk_count(dehusk, DEHUSK_COUNT_ILL_FORMED) == 0;
	if (getenv("WRONG") && (!right || unsure)) {
		printf("%s%s: ", dehusk_encoding(dehusk), unsure ? "?" : "");
		for (size_t i = 0; i < size; i++)
			printf("%02x", (unsigned char)text[i]);
		printf("\n");
	}
}

static void ask_uchardet(const char *encoding, const char *text, size_t size, struct score *score)
{
	uchardet_t uchardet = uchardet_new();
	uchardet_handle_data(uchardet, text, size);
	uchardet_data_end(uchardet);
	score->uchardet += same(encoding, uchardet_get_charset(uchardet));
	uchardet_delete(uchardet);
}

// The bytes of so many characters; 0 if there are not so many.
static size_t bytes_of(const char *text, size_t size, size_t characters)
{
	size_t at = 0;
	while (at < size) {
		if (((unsigned char)text[at] & 0xC0) != 0x80 && characters-- == 0)
			return at;
		at++;
	}
	return 0;
}

static void try_piece(struct dehusk *dehusk, const char *encoding, iconv_t conversion,
	const char *text, size_t size, struct score *score)
{
	char out[1024], *in = (char *)text, *to = out;
	size_t left = size, room = sizeof out;
	bool ascii = true;
	for (size_t i = 0; i < size; i++)
		ascii &= (unsigned char)text[i] < 0x80;
	if (ascii || iconv(conversion, &in, &left, &to, &room) == (size_t)-1)
		return;
	score->all++;
	ask_dehusk(dehusk, encoding, out, sizeof out - room, score);
	ask_uchardet(encoding, out, sizeof out - room, score);
}

static char *read_file(const char *path, size_t *size)
{
	FILE *file = fopen(path, "rb");
	char *text = malloc((size_t)1 << 22);
	if (!file || !text)
		die(path);
	*size = fread(text, 1, (size_t)1 << 22, file);
	fclose(file);
	return text;
}

static void try_file(struct dehusk *dehusk, const char *encoding, iconv_t conversion,
	const char *path, struct score *scores)
{
	size_t size;
	char *text = read_file(path, &size);
	for (size_t place = 0; place < PLACES; place++) {
		size_t at = size / PLACES * place;
		while (at < size && ((unsigned char)text[at] & 0xC0) == 0x80)
			at++;
		for (size_t i = 0; i < LENGTHS; i++) {
			size_t length = bytes_of(text + at, size - at, lengths[i]);
			if (length > 0)
				try_piece(dehusk, encoding, conversion, text + at, length,
					&scores[i]);
		}
	}
	free(text);
}

int main(int argc, char **argv)
{
	struct score scores[LENGTHS] = {{0}};
	struct dehusk *dehusk;
	iconv_t conversion = argc > 2 ? iconv_open(argv[1], "UTF-8") : (iconv_t)-1;
	if (conversion == (iconv_t)-1 || dehusk_new(&dehusk, NULL) != DEHUSK_OK) {
		fputs("usage: detect-report ENCODING FILE...\n", stderr);
		return 2;
	}
	for (int i = 2; i < argc; i++)
		try_file(dehusk, argv[1], conversion, argv[i], scores);
	for (size_t i = 0; i < LENGTHS; i++)
		printf("%-8s %4zu characters, %6lu pieces: dehusk %6.2f %% (unsure %5.2f %%, wrong "
		       "%5.2f %%), "
		       "uchardet %6.2f %%\n",
			argv[1], lengths[i], scores[i].all,
			100.0 * (double)scores[i].dehusk / (double)scores[i].all,
			100.0 * (double)scores[i].unsure / (double)scores[i].all,
			100.0 * (double)scores[i].silent / (double)scores[i].all,
			100.0 * (double)scores[i].uchardet / (double)scores[i].all);
	iconv_close(conversion);
	dehusk_free(dehusk);
	return 0;
}
