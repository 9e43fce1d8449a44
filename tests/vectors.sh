#!/bin/sh
# SPDX-License-Identifier: MIT
# The decoder on published test data, in the directory $DEHUSK_VECTORS.
#
# derived/*.tsv are rows of bytes with what they decode to; glibc236-*-delta.tsv list where a C
# library's iconv(3) differs, which is allowed where it is the better text. utf8tests/, bom/ and
# chinese-files/ are files, whose names mostly say what they are in.
# What lib.sh sets is not seen by a checker that does not follow it.
# shellcheck disable=SC2154
set -eu

. "${srcdir:-.}/tests/lib.sh"
without_leak_check

vectors=${DEHUSK_VECTORS-}
if [ ! -d "$vectors" ]; then
	skip 'byte vectors' 'DEHUSK_VECTORS is not set to a directory of vectors'
	finish
fi
rows=$(helper decode-rows)
derived=$vectors/derived

# Rows of BYTES<TAB>CODE POINTS, in the encoding $1, as decode-rows reads them.
from_points() {
	LC_ALL=C awk -F '\t' -v label="$1" '
	function hex(digits,  i, value) {
		for (i = 1; i <= length(digits); i++)
			value = value * 16 + index("0123456789ABCDEF", toupper(substr(digits, i, 1))) - 1
		return value
	}
	function utf8(c) {
		if (c < 128)
			return sprintf("%02x", c)
		if (c < 2048)
			return sprintf("%02x%02x", 192 + int(c / 64), 128 + c % 64)
		if (c < 65536)
			return sprintf("%02x%02x%02x", 224 + int(c / 4096), 128 + int(c / 64) % 64, 128 + c % 64)
		return sprintf("%02x%02x%02x%02x", 240 + int(c / 262144), 128 + int(c / 4096) % 64,
			128 + int(c / 64) % 64, 128 + c % 64)
	}
	/^#/ { next }
	{
		text = ""
		points = split($2, point, /[ +]+/)
		for (i = 1; i <= points; i++)
			if (point[i] != "U" && point[i] != "")
				text = text utf8(hex(point[i]))
		print label "\t" $1 "\t" text
	}'
}

# all_hold NAME [ALLOWED]: the rows of standard input, of which the bytes in ALLOWED may differ.
all_hold() {
	"$rows" >"$scratch/differ" || true
	grep -v ' rows, ' "$scratch/differ" | sed 's/.* for [^ ]* \([0-9a-f]*\),.*/\1/' | sort >"$scratch/bytes"
	tail -n 1 "$scratch/differ" >"$scratch/count"
	name="$1 ($(cat "$scratch/count"))"
	if ! grep -q '^[1-9][0-9]* rows, ' "$scratch/count"; then
		fail "$name" "$scratch/differ"
	elif [ $# -gt 1 ] && [ -z "$(comm -23 "$scratch/bytes" "$2")" ]; then
		pass "$name"
	elif [ ! -s "$scratch/bytes" ]; then
		pass "$name"
	else
		fail "$name" "$scratch/differ"
	fi
}

# The six codes that the standard gives private-use characters, and glibc the ideographs meant.
printf '%s\n' fe51 fe52 fe53 fe6c fe76 fe91 >"$scratch/allowed"

from_points gb18030 <"$derived/gb18030-2byte.tsv" | all_hold 'GB18030, two bytes' "$scratch/allowed"
from_points gbk <"$derived/gb18030-2byte.tsv" | all_hold 'GBK, two bytes' "$scratch/allowed"
from_points gb18030 <"$derived/gb18030-4byte-range-edges.tsv" | all_hold 'GB18030, four bytes'
from_points big5 <"$derived/big5-2byte.tsv" | all_hold 'Big5, two bytes'
grep -v '^#' "$derived/kuhn-utf8.tsv" | awk -F '\t' '{ print "utf-8\t" $2 "\t" $3 }' |
	all_hold 'UTF-8 of M. Kuhn'
grep -v '^#' "$derived/wpt-decoder.tsv" | grep -v '^[^	]*+' | cut -f 1-3 |
	all_hold 'web platform tests' "$scratch/allowed"

# A file that has one test a line, before any clean-up.
{
	printf 'utf-8\t' && od -An -v -tx1 "$vectors/utf8tests/utf8tests.bin" | tr -d ' \n'
	printf '\t' && od -An -v -tx1 "$vectors/utf8tests/utf8.replace.ref.txt" | tr -d ' \n' && echo
} | all_hold 'utf8tests'

# read_as FILE: what the page is read as; "?" behind it: that is a guess.
read_as() {
	"$DEHUSK" -q --json "$1" 2>/dev/null |
		sed -n 's/.*"encoding":"\([^"]*\)".*"unsure":\([01]\).*/\1\2/p' | sed 's/0$//; s/1$/?/'
}

# The encoding that a file has by its name.
named() {
	case ${1##*/} in
	*utf-16-le* | utf16le*) echo UTF-16LE ;;
	*utf-16-be*) echo UTF-16BE ;;
	*utf-32-le*) echo UTF-32LE ;;
	*utf-32-be*) echo UTF-32BE ;;
	gb18030* | 10.txt) echo GB18030 ;;
	*big5*) echo BIG5-HKSCS ;;
	*) echo UTF-8 ;;
	esac
}

for file in "$vectors"/bom/*.txt "$vectors"/chinese-files/*.txt; do
	if [ "$(read_as "$file")" = "$(named "$file")" ]; then
		pass "read as what it is: ${file#"$vectors/"}"
	else
		read_as "$file" >"$scratch/actual"
		fail "read as what it is: ${file#"$vectors/"}" "$scratch/actual"
	fi
done

# Hexadecimal digits as printf(1) wants them.
octal() {
	sed 's/../& /g' | awk '{
		for (i = 1; i <= NF; i++)
			printf "\\%o%o%o", byte($i) / 64, byte($i) / 8 % 8, byte($i) % 8
	}
	function byte(hex,  d) {
		d = "0123456789abcdef"
		return 16 * (index(d, substr(hex, 1, 1)) - 1) + index(d, substr(hex, 2, 1)) - 1
	}'
}

# Pages so short that others have taken them for something else: right, or honestly a guess.
grep -v '^#' "$derived/issue-cases.tsv" | while IFS='	' read -r encoding bytes _; do
	# shellcheck disable=SC2059
	printf "$(echo "$bytes" | octal)" >"$scratch/page"
	case $encoding in
	utf-8) expected=UTF-8 ;;
	*) expected=GB18030 ;;
	esac
	found=$(read_as "$scratch/page")
	[ "${found%\?}" != "$found" ] || [ "$found" = "$expected" ] || echo "$bytes: $found"
done >"$scratch/wrong"
same 'short pages: none is taken for another with certainty' /dev/null "$scratch/wrong"

# --- the tokenizer of html ---

tokens=$(helper html-tokens)
if [ -d "$vectors/html5lib/tokenizer" ]; then
	status=0
	"$tokens" "$vectors"/html5lib/tokenizer/*.test >"$scratch/tokens" || status=$?
	if [ "$status" -eq 0 ] && grep -q '^[1-9][0-9]* tests, 0 differ' "$scratch/tokens"; then
		pass "tokens of html ($(tail -n 1 "$scratch/tokens"))"
	else
		fail 'tokens of html' "$scratch/tokens"
	fi
else
	skip 'tokens of html' 'no directory html5lib/tokenizer'
fi
# The test can fail.
printf '%s\n' '{"tests": [{"description": "", "input": "<p>a", "output": [["StartTag", "p", {}], ["Character", "b"]]}]}' \
	>"$scratch/wrong.test"
if ! "$tokens" "$scratch/wrong.test" >/dev/null; then
	pass 'tokens of html: what differs is seen'
else
	fail 'tokens of html: what differs is seen'
fi
finish
