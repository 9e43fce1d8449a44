// SPDX-License-Identifier: MIT
// The names of encodings, and how each is decoded.
#include "decode/encodings.h"

#include <errno.h>
#include <stdint.h>
#include <string.h>

#include "base/text.h"

static const char *const names[] = {
	[CODING_UTF8] = "UTF-8",
	[CODING_UTF16LE] = "UTF-16LE",
	[CODING_UTF16BE] = "UTF-16BE",
	[CODING_UTF32LE] = "UTF-32LE",
	[CODING_UTF32BE] = "UTF-32BE",
	[CODING_GB18030] = "GB18030",
	[CODING_BIG5] = "BIG5-HKSCS",
};

// The labels of each encoding in lower case, separated by single spaces: first those of the
// Encoding Standard, then those of other programs. Its "replacement" and "x-user-defined" are left
// out, since they decode to no text.
static const struct known_encoding {
	enum coding coding;
	const char *iconv; // its name for iconv_open(), for CODING_ICONV
	const char *labels;
} encodings[] = {
	{CODING_UTF8, NULL,
		"unicode-1-1-utf-8 unicode11utf8 unicode20utf8 utf-8 utf8 x-unicode20utf8 "
		"cp65001"},
	{CODING_GB18030, NULL,
		"chinese csgb2312 csiso58gb231280 gb2312 gb_2312 gb_2312-80 gbk iso-ir-58 "
		"x-gbk gb18030 cp936 ms936 windows-936 euc-cn euccn cn-gb gb-18030 "
		"gb18030-2005"},
	{CODING_BIG5, NULL,
		"big5 big5-hkscs cn-big5 csbig5 x-x-big5 cp950 windows-950 big-5 big5hkscs "
		"big5-hkscs:2008"},
	{CODING_UTF16BE, NULL, "unicodefffe utf-16be utf16be ucs-2be unicodebig"},
	{CODING_UTF16LE, NULL,
		"csunicode iso-10646-ucs-2 ucs-2 unicode unicodefeff utf-16 utf-16le utf16 "
		"utf16le ucs-2le ucs2 unicodelittle iso-10646/ucs2 "
		"osf00010100 osf00010101 osf00010102"},
	{CODING_UTF32LE, NULL, "utf-32 utf32 utf-32le utf32le ucs-4le"},
	{CODING_UTF32BE, NULL,
		"utf-32be utf32be ucs-4be ucs-4 ucs4 csucs4 iso-10646-ucs-4 iso-10646/ucs4 "
		"iso-10646 "
		"10646-1:1993 10646-1:1993/ucs4 osf00010104 osf00010105 osf00010106"},
	{CODING_ICONV, "IBM866", "866 cp866 csibm866 ibm866"},
	{CODING_ICONV, "ISO-8859-2",
		"csisolatin2 iso-8859-2 iso-ir-101 iso8859-2 iso88592 iso_8859-2 "
		"iso_8859-2:1987 l2 latin2"},
	{CODING_ICONV, "ISO-8859-3",
		"csisolatin3 iso-8859-3 iso-ir-109 iso8859-3 iso88593 iso_8859-3 "
		"iso_8859-3:1988 l3 latin3"},
	{CODING_ICONV, "ISO-8859-4",
		"csisolatin4 iso-8859-4 iso-ir-110 iso8859-4 iso88594 iso_8859-4 "
		"iso_8859-4:1988 l4 latin4"},
	{CODING_ICONV, "ISO-8859-5",
		"csisolatincyrillic cyrillic iso-8859-5 iso-ir-144 iso8859-5 iso88595 "
		"iso_8859-5 iso_8859-5:1988"},
	{CODING_ICONV, "ISO-8859-6",
		"arabic asmo-708 csiso88596e csiso88596i csisolatinarabic ecma-114 iso-8859-6 "
		"iso-8859-6-e iso-8859-6-i iso-ir-127 iso8859-6 iso88596 iso_8859-6 "
		"iso_8859-6:1987"},
	{CODING_ICONV, "ISO-8859-7",
		"csisolatingreek ecma-118 elot_928 greek greek8 iso-8859-7 iso-ir-126 "
		"iso8859-7 iso88597 iso_8859-7 iso_8859-7:1987 sun_eu_greek"},
	{CODING_ICONV, "ISO-8859-8",
		"csiso88598e csisolatinhebrew hebrew iso-8859-8 iso-8859-8-e iso-ir-138 "
		"iso8859-8 iso88598 iso_8859-8 iso_8859-8:1988 visual csiso88598i iso-8859-8-i "
		"logical"},
	{CODING_ICONV, "ISO-8859-10",
		"csisolatin6 iso-8859-10 iso-ir-157 iso8859-10 iso885910 l6 latin6"},
	{CODING_ICONV, "ISO-8859-13", "iso-8859-13 iso8859-13 iso885913"},
	{CODING_ICONV, "ISO-8859-14", "iso-8859-14 iso8859-14 iso885914"},
	{CODING_ICONV, "ISO-8859-15",
		"csisolatin9 iso-8859-15 iso8859-15 iso885915 iso_8859-15 l9"},
	{CODING_ICONV, "ISO-8859-16", "iso-8859-16"},
	{CODING_ICONV, "KOI8-R", "cskoi8r koi koi8 koi8-r koi8_r"},
	{CODING_ICONV, "KOI8-U", "koi8-ru koi8-u"},
	{CODING_ICONV, "MACINTOSH", "csmacintosh mac macintosh x-mac-roman"},
	{CODING_ICONV, "CP874", "dos-874 iso-8859-11 iso8859-11 iso885911 tis-620 windows-874"},
	{CODING_ICONV, "CP1250", "cp1250 windows-1250 x-cp1250"},
	{CODING_ICONV, "CP1251", "cp1251 windows-1251 x-cp1251"},
	{CODING_ICONV, "CP1252",
		"ansi_x3.4-1968 ascii cp1252 cp819 csisolatin1 ibm819 iso-8859-1 iso-ir-100 "
		"iso8859-1 iso88591 iso_8859-1 iso_8859-1:1987 l1 latin1 us-ascii windows-1252 "
		"x-cp1252"},
	{CODING_ICONV, "CP1253", "cp1253 windows-1253 x-cp1253"},
	{CODING_ICONV, "CP1254",
		"cp1254 csisolatin5 iso-8859-9 iso-ir-148 iso8859-9 iso88599 iso_8859-9 "
		"iso_8859-9:1989 l5 latin5 windows-1254 x-cp1254"},
	{CODING_ICONV, "CP1255", "cp1255 windows-1255 x-cp1255"},
	{CODING_ICONV, "CP1256", "cp1256 windows-1256 x-cp1256"},
	{CODING_ICONV, "CP1257", "cp1257 windows-1257 x-cp1257"},
	{CODING_ICONV, "CP1258", "cp1258 windows-1258 x-cp1258"},
	{CODING_ICONV, "MAC-CYRILLIC", "x-mac-cyrillic x-mac-ukrainian"},
	{CODING_ICONV, "EUC-JP", "cseucpkdfmtjapanese euc-jp x-euc-jp"},
	{CODING_ICONV, "ISO-2022-JP", "csiso2022jp iso-2022-jp"},
	{CODING_ICONV, "CP932",
		"csshiftjis ms932 ms_kanji shift-jis shift_jis sjis windows-31j x-sjis"},
	{CODING_ICONV, "UHC",
		"cseuckr csksc56011987 euc-kr iso-ir-149 korean ks_c_5601-1987 ks_c_5601-1989 "
		"ksc5601 ksc_5601 windows-949"},
};
#define ENCODINGS (sizeof encodings / sizeof encodings[0])

const char *encoding_of(enum coding coding)
{
	return names[coding];
}

static bool is_label_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

// Copies a name without blanks around it and slashes at its end. False: it is empty or too long.
static bool copy_trimmed(const char *name, char out[64])
{
	while (is_label_space(*name))
		name++;
	size_t size = strlen(name);
	// iconv -l prints each name with two slashes.
	while (size > 0 && (is_label_space(name[size - 1]) || name[size - 1] == '/'))
		size--;
	if (size == 0 || size >= 64)
		return false;
	memcpy(out, name, size);
	out[size] = '\0';
	return true;
}

static void lower_all(char *name)
{
	for (; *name; name++)
		*name = to_lower(*name);
}

static bool has_label(const char *labels, const char *name)
{
	size_t size = strlen(name);
	if (strchr(name, ' '))
		return false;
	for (const char *at = strstr(labels, name); at; at = strstr(at + 1, name))
		if ((at == labels || at[-1] == ' ') && (at[size] == ' ' || at[size] == '\0'))
			return true;
	return false;
}

iconv_t encoding_open(const char *name)
{
	// The names on the left are those of the GNU C library, and the others those of musl.
	static const char *const others[][2] = {{"CP932", "SHIFT_JIS"}, {"UHC", "CP949"}};
	iconv_t conversion = iconv_open("UTF-8", name);
	for (size_t i = 0; i < COUNT(others) && conversion == (iconv_t)-1; i++) // NOLINT
		if (errno == EINVAL && strcmp(name, others[i][0]) == 0)
			conversion = iconv_open("UTF-8", others[i][1]);
	return conversion;
}

static bool iconv_knows(const char *name)
{
	iconv_t conversion = encoding_open(name);
	if (conversion == (iconv_t)-1)  // NOLINT: that is how iconv_open() says no
		return errno == ENOMEM; // reported when it is used
	iconv_close(conversion);
	return true;
}

// Refuses a suffix after a slash, which would change how iconv(3) treats errors; "char", which
// means the locale's encoding; and names of encodings in memory.
static bool find_by_iconv(struct encoding *label)
{
	static const char *const local[] = {"char", "wchar_t", "internal"};
	char small[64];
	strcpy(small, label->name);
	lower_all(small);
	label->coding = CODING_ICONV;
	size_t plain = strspn(small, "abcdefghijklmnopqrstuvwxyz0123456789-_.:()+");
	for (size_t i = 0; i < sizeof local / sizeof local[0]; i++)
		if (strcmp(small, local[i]) == 0)
			return false;
	return small[plain] == '\0' && iconv_knows(label->name);
}

bool encoding_find_label(const char *name, struct encoding *label)
{
	char small[64];
	if (!copy_trimmed(name, label->name))
		return false;
	strcpy(small, label->name);
	lower_all(small);
	for (size_t i = 0; i < ENCODINGS; i++) {
		if (!has_label(encodings[i].labels, small))
			continue;
		label->coding = encodings[i].coding;
		strcpy(label->name,
			encodings[i].iconv ? encodings[i].iconv : names[encodings[i].coding]);
		return true;
	}
	return false;
}

bool encoding_find(const char *name, struct encoding *label)
{
	if (encoding_find_label(name, label))
		return true;
	return copy_trimmed(name, label->name) && find_by_iconv(label);
}

bool encoding_decodes(const struct encoding *encoding, struct slice bytes)
{
	iconv_t conversion = encoding_open(encoding->name);
	if (conversion == (iconv_t)-1) // NOLINT: that is how iconv_open() says no
		return false;
	char out[1024], *in = (char *)(uintptr_t)bytes.data;
	size_t left = bytes.size, result = 0;
	int error = 0;
	while (left > 0 && (error == 0 || error == E2BIG)) {
		char *to = out;
		size_t room = sizeof out;
		result = iconv(conversion, &in, &left, &to, &room);
		error = result == (size_t)-1 ? errno : 0;
	}
	iconv_close(conversion);
	return error == 0 || error == EINVAL;
}
