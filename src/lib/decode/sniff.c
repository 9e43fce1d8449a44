// SPDX-License-Identifier: MIT
// What the first bytes of a page show: byte order marks, and files that are no text.
#include "decode/sniff.h"

#include <string.h>

#include "base/utf8.h"

#define START_MAX 16
#define PROOF_MAX 128

static const struct mark {
	const char *bytes;
	size_t size;
	enum coding coding;
} marks[] = {
	// Before UTF-16LE, whose mark begins the same.
	{"\xFF\xFE\0\0", 4, CODING_UTF32LE},
	{"\0\0\xFE\xFF", 4, CODING_UTF32BE},
	{"\xEF\xBB\xBF", 3, CODING_UTF8},
	{"\xFF\xFE", 2, CODING_UTF16LE},
	{"\xFE\xFF", 2, CODING_UTF16BE},
	{"\x84\x31\x95\x33", 4, CODING_GB18030},
};

// The head of a zip archive, whose first name follows.
#define ZIP "PK\3\4??????????????????????????"
#define ZIP_SIZE (sizeof ZIP - 1)

// How such files begin; '?' stands for any byte. Each signature has bytes that cleaned text never
// has. After one of pure ASCII, such a byte must follow.
static const struct signature {
	const char *bytes;
	size_t size;
	struct dehusk_kind binary;
	bool ascii;
} signatures[] = {
	{"%PDF-?.?", 8, {N_("a PDF"), "pdftotext FILE - | dehusk"}, true},
	{"\x1F\x8B\x08", 3, {N_("a gzip file"), "zcat FILE | dehusk"}, false},
	{"\x1F\x9D", 2, {N_("a compressed file"), "zcat FILE | dehusk"}, false},
	{"BZh?1AY&SY", 10, {N_("a bzip2 file"), "bzcat FILE | dehusk"}, true},
	{"!<arch>\n", 8, {N_("an archive of object files"), NULL}, true},
	{"\xFD"
	 "7zXZ\0",
		6, {N_("an xz file"), "xzcat FILE | dehusk"}, false},
	{"\x28\xB5\x2F\xFD", 4, {N_("a zstd file"), "zstdcat FILE | dehusk"}, false},
	{ZIP "mimetypeapplication/epub+zip", ZIP_SIZE + 28,
		{N_("an EPUB"), "pandoc -f epub -t plain FILE | dehusk"}, false},
	{ZIP "mimetypeapplication/vnd.oasis.opendocument.text", ZIP_SIZE + 47,
		{N_("an OpenDocument text"), "pandoc -f odt -t plain FILE | dehusk"}, false},
	{ZIP "mimetypeapplication/vnd.oasis.opendocument.", ZIP_SIZE + 43,
		{N_("an OpenDocument file"), "soffice --cat FILE | dehusk"}, false},
	{ZIP "word/", ZIP_SIZE + 5,
		{N_("a Word document"), "pandoc -f docx -t plain FILE | dehusk"}, false},
	{ZIP "xl/", ZIP_SIZE + 3, {N_("an Excel workbook"), "soffice --cat FILE | dehusk"}, false},
	{ZIP "ppt/", ZIP_SIZE + 4, {N_("a PowerPoint file"), "soffice --cat FILE | dehusk"}, false},
	{ZIP "[Content_Types].xml", ZIP_SIZE + 19,
		{N_("an Office document"), "pandoc -f docx -t plain FILE | dehusk"}, false},
	{ZIP "_rels/.rels", ZIP_SIZE + 11,
		{N_("an Office document"), "pandoc -f docx -t plain FILE | dehusk"}, false},
	{ZIP "docProps/", ZIP_SIZE + 9,
		{N_("an Office document"), "pandoc -f docx -t plain FILE | dehusk"}, false},
	{"PK\3\4", 4, {N_("a zip archive"), "unzip -p FILE | dehusk"}, false},
	{"PK\5\6", 4, {N_("a zip archive"), "unzip -p FILE | dehusk"}, false},
	{"7z\xBC\xAF\x27\x1C", 6, {N_("a 7z archive"), "7z e -so FILE | dehusk"}, false},
	{"Rar!\x1A\x07", 6, {N_("a rar archive"), "unrar p -inul FILE | dehusk"}, false},
	{"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8, {N_("an Office document"), "catdoc FILE | dehusk"},
		false},
	{"\x89PNG\r\n\x1A\n", 8, {N_("an image"), NULL}, false},
	{"\xFF\xD8\xFF", 3, {N_("an image"), NULL}, false},
	{"\x7F"
	 "ELF",
		4, {N_("a program"), NULL}, false},
	{"SQLite format 3\0", 16, {N_("a database"), NULL}, false},
};

static const struct dehusk_kind noise = {N_("binary data"), NULL};
static const struct dehusk_kind tar = {N_("a tar archive"), "tar -xOf FILE | dehusk"};

// Whether the bytes begin with a signature, as far as both go.
static bool begins(struct slice start, const char *bytes, size_t size)
{
	for (size_t i = 0; i < size && i < start.size; i++)
		if (start.data[i] != bytes[i] && bytes[i] != '?')
			return false;
	return true;
}

// Whether there is a control character or ill-formed UTF-8: cleaned text has neither.
static bool has_proof_of_kind(struct slice start)
{
	if (start.size > PROOF_MAX)
		start.size = PROOF_MAX;
	for (size_t at = 0; at < start.size;) {
		uint32_t c;
		at += utf8_decode(start.data + at, start.size - at, &c);
		if (c == UTF8_ILL_FORMED || (c < 0x20 && c != '\n' && c != '\r' && c != '\t'))
			return true;
	}
	return false;
}

static enum sniff_result sniff_signature(
	const struct signature *signature, struct slice start, bool last)
{
	if (!begins(start, signature->bytes, signature->size))
		return SNIFF_NONE;
	if (start.size >= signature->size && (!signature->ascii || has_proof_of_kind(start)))
		return SNIFF_BINARY;
	size_t most = signature->ascii ? PROOF_MAX : signature->size;
	return last || start.size >= most ? SNIFF_NONE : SNIFF_MORE;
}

enum sniff_result sniff(struct slice start, bool last, struct sniff *found)
{
	for (size_t i = 0; i < sizeof signatures / sizeof signatures[0]; i++) {
		enum sniff_result result = sniff_signature(&signatures[i], start, last);
		found->binary = &signatures[i].binary;
		if (result != SNIFF_NONE)
			return result;
	}
	last |= start.size >= START_MAX;
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

// Terminal output has blanks, line ends, BEL, BS and ESC.
static bool is_strange(unsigned char c)
{
	return c < 0x07 || (c >= 0x0E && c < 0x20 && c != 0x1B);
}

// A few strange bytes may be mangled text, or a test.
#define NOISE_LEAST 128

static bool is_noise(struct slice bytes)
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

// A tar header has NULs between its fields.
static bool is_tar(struct slice bytes)
{
	static const char magic[] = "ustar";
	size_t at = 257;
	return bytes.size >= at + sizeof magic && memchr(bytes.data, '\0', at) &&
	       memcmp(bytes.data + at, magic, sizeof magic - 1) == 0;
}

const struct dehusk_kind *sniff_whole(struct slice bytes)
{
	return is_tar(bytes) ? &tar : is_noise(bytes) ? &noise : NULL;
}
