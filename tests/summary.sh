#!/bin/sh
# SPDX-License-Identifier: MIT
# chars, script and digest of JSON output: what makes no difference, and a second implementation.
# What lib.sh sets is not seen by a checker that does not follow it.
# shellcheck disable=SC2154
set -eu

. "${srcdir:-.}/tests/lib.sh"

cd "$scratch"
without_leak_check

# member NAME TEXT: of the object of a page, TEXT being a format of printf.
member() {
	# shellcheck disable=SC2059
	printf -- "$2" | "$DEHUSK" -q --json | sed -n "s/.*,\"$1\":\"*\([^,\"]*\)\"*,\".*/\1/p"
}

# is ABOUT NAME VALUE TEXT
is() {
	echo "$3" >expected
	member "$2" "$4" >actual
	same "$2: $1" expected actual
}

story='春季航班恢复，旅客量回升\n航空公司表示，本周起恢复 30 条航线，里面有 CA981。\n'
digest=$(member digest "$story")

# A page with the same letters and digits has the same digest.
same_digest() {
	holds 'digest: 16 hexadecimal digits' test "$(printf %s "$digest" | tr -d '0-9a-f' | wc -c)-${#digest}" = 0-16
	is 'other line ends' digest "$digest" '春季航班恢复，旅客量回升\r\n航空公司表示，\r\n\r\n本周起恢复 30 条航线，里面有 CA981。\r\n'
	is 'other punctuation and blanks' digest "$digest" '春季航班恢复　旅客量回升\n航空公司表示:本周起恢复30条航线；里面有“CA981”！\n'
	is 'full-width forms' digest "$digest" '春季航班恢复，旅客量回升\n航空公司表示，本周起恢复３０条航线，里面有ＣＡ９８１。\n'
	is 'small letters' digest "$digest" '春季航班恢复，旅客量回升\n航空公司表示，本周起恢复 30 条航线，里面有 ca981。\n'
	is 'traditional characters' digest "$digest" '春季航班恢復，旅客量回升\n航空公司表示，本週起恢復 30 條航線，裡面有 CA981。\n'
	is 'traditional characters of Hong Kong' digest "$digest" '春季航班恢復，旅客量回升\n航空公司表示，本周起恢復 30 條航綫，裏面有 CA981。\n'
	is 'no page' digest ef46db3751d8e999 ''
	is 'punctuation only' digest ef46db3751d8e999 '——！\n'
	is 'one letter' digest d24ec4f1a98c6e5b 'a\n'
	for other in '春季航班恢复，旅客量回升\n航空公司表示，本周起恢复 31 条航线，里面有 CA981。\n' \
		'春季航班恢复，旅客量回升\n航空公司表示，本周起恢复 30 条航线，面里有 CA981。\n'; do
		holds 'digest: another text' test "$(member digest "$other")" != "$digest"
	done
}

# Characters, not bytes, without line ends; what is no body is not counted.
chars_and_script() {
	is 'no page' chars 0 ''
	is 'line ends' chars 12 '海边的早市。\n\n\n傍晚的船。🙂'
	is 'a source' chars 6 '海边的早市。\n来源：东山晚报 2021-03-05\n'
	is 'no letter' script null '1234。\n'
	is 'no page' script null ''
	is 'Han' script Han '海边的早市 abc。\n'
	is 'Latin' script Latin '早市 Abc。\n'
	is 'Hangul' script Hangul '바닷가의 아침 시장.\n'
	is 'Hiragana and Katakana are one' script Kana '海辺の朝カフェ。\n'
	is 'Cyrillic' script Cyrillic 'Утренний рынок у моря.\n'
	is 'of two with as many letters the first by name' script Han '早市の海のカ\n'
	is 'of two with as many letters the first by name' script Hangul 'ab시장\n'
	is 'full-width letters are Latin' script Latin '早ＡＢ\n'
}

second() {
	PYTHONIOENCODING=utf-8 python3 "$srcdir/tests/summary.py" "$srcdir/src/base/hanzi-table.h"
}

# By another implementation, over all cases and the pages there are.
second_implementation() {
	if ! has_python || ! python3 -c 'import json, unicodedata' 2>/dev/null; then
		skip 'summary: a second implementation' 'no python3'
		return
	fi
	check() {
		holds "summary: as a second implementation has it: $1" second
	}
	"$DEHUSK" -q --json "$cases"/*/in >objects
	check cases <objects
	# It can fail.
	for change in 's/"chars":/&1/' 's/"script":"Han"/"script":"Latin"/' 's/"digest":"./&0/'; do
		sed "$change" objects | second >wrong || echo found >>wrong
		holds "summary: a wrong object is found: $change" grep -qx found wrong
	done
	# Every character that Unicode 3.2 has, all of which no later version changes; and lines in pieces, which part
	# the text anywhere.
	python3 - >all <<-'END'
		import sys, unicodedata
		old = unicodedata.ucd_3_2_0
		some = [chr(c) for c in range(0x20, 0x30000) if old.category(chr(c))[0] in "LNPS"]
		some = [c for c in some if old.category(c) == unicodedata.category(c)]
		pages = ["\n".join("".join(some[i:i + 40]) for i in range(at, at + 400, 40)) for at in range(0, len(some), 400)]
		pages += ["a" * n + "海边的早市，傍晚的船。" * 35000 for n in range(3)]
		sys.stdout.buffer.write("\0".join(pages).encode())
	END
	"$DEHUSK" -q -z --rules-only --json all >objects
	check 'all characters' <objects
	[ -n "${DEHUSK_PAGES-}" ] || return 0
	find "$DEHUSK_PAGES" -name '*.strip.txt' -print0 | sort -z | "$DEHUSK" -q --json --files0-from=- >objects
	check pages <objects
}

same_digest
chars_and_script
second_implementation
finish
