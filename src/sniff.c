// SPDX-License-Identifier: MIT
// What the first bytes of a page say: byte order marks, and files that are no text.
#include "sniff.h"

#include <string.h>

#define START_MAX 16

static const struct mark {
	const char *bytes;
	size_t size;
	enum coding coding;
} marks[] = {
	// Before that of UTF-16LE, which it begins with.
	{"\xFF\xFE\0\0", 4, CODING_UTF32LE},
	{"\0\0\xFE\xFF", 4, CODING_UTF32BE},
	{"\xEF\xBB\xBF", 3, CODING_UTF8},
	{"\xFF\xFE", 2, CODING_UTF16LE},
	{"\xFE\xFF", 2, CODING_UTF16BE},
	{"\x84\x31\x95\x33", 4, CODING_GB18030},
};

// How such files begin; '?' stands for any byte. Each has bytes that text does not have, or so many
// that none begins with them.
static const struct signature {
	const char *bytes;
	size_t size;
	struct dehusk_binary binary;
} signatures[] = {
	{"%PDF-?.?", 8, {"a PDF", "pdftotext FILE -"}},
	{"\x1F\x8B\x08", 3, {"a gzip file", "zcat FILE"}},
	{"\x1F\x9D", 2, {"a compressed file", "zcat FILE"}},
	{"BZh?1AY&SY", 10, {"a bzip2 file", "bzcat FILE"}},
	{"\xFD"
	 "7zXZ\0",
		6, {"an xz file", "xzcat FILE"}},
	{"\x28\xB5\x2F\xFD", 4, {"a zstd file", "zstdcat FILE"}},
	{"PK\3\4", 4, {"a zip archive", "unzip -p FILE"}},
	{"PK\5\6", 4, {"a zip archive", "unzip -p FILE"}},
	{"7z\xBC\xAF\x27\x1C", 6, {"a 7z archive", "7z e -so FILE"}},
	{"Rar!\x1A\x07", 6, {"a rar archive", "unrar p -inul FILE"}},
	{"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8, {"an Office document", "catdoc FILE"}},
	{"\x89PNG\r\n\x1A\n", 8, {"an image", NULL}},
	{"\xFF\xD8\xFF", 3, {"an image", NULL}},
	{"\x7F"
	 "ELF",
		4, {"a program", NULL}},
	{"SQLite format 3\0", 16, {"a database", NULL}},
};

const struct dehusk_binary sniff_noise = {"binary data", NULL};

// Whether the bytes begin as these do, as far as both go.
static bool begins(struct slice start, const char *bytes, size_t size)
{
	for (size_t i = 0; i < size && i < start.size; i++)
		if (start.data[i] != bytes[i] && bytes[i] != '?')
			return false;
	return true;
}

enum sniff_result sniff(struct slice start, bool last, struct sniff *found)
{
	last |= start.size >= START_MAX;
	for (size_t i = 0; i < sizeof signatures / sizeof signatures[0]; i++) {
		const struct signature *signature = &signatures[i];
		if (!begins(start, signature->bytes, signature->size))
			continue;
		found->binary = &signature->binary;
		if (start.size >= signature->size)
			return SNIFF_BINARY;
		if (!last)
			return SNIFF_MORE;
	}
	for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
		if (!begins(start, marks[i].bytes, marks[i].size))
			continue;
		found->coding = marks[i].coding;
		found->size = marks[i].size;
		if (start.size >= marks[i].size)
			return SNIFF_MARK;
		if (!last)
			return SNIFF_MORE;
	}
	return SNIFF_NONE;
}

// Blanks, line ends, BEL, BS and ESC are in text that comes from a terminal.
static bool is_strange(unsigned char c)
{
	return c < 0x07 || (c >= 0x0E && c < 0x20 && c != 0x1B);
}

// A few bytes of any kind may be a text that was mangled, or made to provoke.
#define NOISE_LEAST 128

bool sniff_is_noise(struct slice bytes)
{
	size_t strange = 0, kinds = 0;
	bool seen[0x20] = {false};
	for (size_t i = 0; i < bytes.size; i++) {
		unsigned char c = (unsigned char)bytes.data[i];
		if (!is_strange(c))
			continue;
		strange++;
		kinds += !seen[c];
		seen[c] = true;
	}
	return bytes.size >= NOISE_LEAST && kinds >= 4 && strange > bytes.size / 16;
}
