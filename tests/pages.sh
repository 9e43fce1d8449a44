#!/bin/sh
# SPDX-License-Identifier: MIT
# The laws over real pages, in the folder $DEHUSK_PAGES: SET/NAME.KIND.txt, and sample/page.txt.
# What lib.sh sets and uses is not seen by a checker that does not follow it.
# shellcheck disable=SC2154,SC2034
set -eu

. "${srcdir:-.}/tests/lib.sh"

pages=${DEHUSK_PAGES-}
if [ ! -d "$pages" ]; then
	skip 'real pages' 'DEHUSK_PAGES is not set to a folder of pages'
	finish
fi

. "$srcdir/tests/laws-lib.sh"

# The page the program was made for.
sample() {
	page=$pages/sample/page.txt
	dehusk <"$page" >"$scratch/out"
	{
		grep -v -e '^-$' -e '^来源:' -e '^相关文章$' "$page"
		echo
		echo '来源: BT财经'
		sed -n 's/^来源: BT财经 //p' "$page" | sort -u
	} >"$scratch/expected"
	same 'sample' "$scratch/expected" "$scratch/out"
	if [ "$(grep -cx '20[0-9][0-9]-[0-9][0-9]-[0-9][0-9]' "$scratch/out")" -eq 41 ]; then
		pass 'sample: 41 dates'
	else
		fail 'sample: 41 dates'
	fi
}

# The same pages in their own encoding, GB18030, are read as that.
raw() {
	: >"$scratch/wrong" && : >"$scratch/right"
	for page in "$pages"/*/*.strip.raw.txt; do
		dehusk --rules-only "$page" >"$scratch/out"
		dehusk --rules-only --encoding=GB18030 "$page" >"$scratch/expected"
		cmp -s "$scratch/out" "$scratch/expected" && list=right || list=wrong
		echo "$page" >>"$scratch/$list"
	done
	same 'pages in their own encoding' /dev/null "$scratch/wrong"
	holds 'pages in their own encoding: they are there' test "$(grep -c '' "$scratch/right")" -gt 40
}

# Each page in all encodings of wide numbers, without a mark.
wide() {
	for encoding in UTF-16LE UTF-16BE UTF-32LE UTF-32BE; do
		: >"$scratch/wrong"
		for page in "$pages"/*/*.strip.txt; do
			iconv -c -f UTF-8 -t "$encoding" "$page" >"$scratch/in"
			dehusk --json --rules-only "$scratch/in" 2>"$scratch/err" | grep -q "\"encoding\":\"$encoding\"" ||
				echo "$page" >>"$scratch/wrong"
		done
		same "pages in $encoding without a mark" /dev/null "$scratch/wrong"
	done
}

sample
raw
wide
# One byte at a time would take minutes.
sizes='61 65536'
for kind in strip w3m lynx; do
	for page in "$pages"/*/*."$kind".txt; do
		tr -d '\000' <"$page"
		printf '\000'
	done >"$scratch/in"
	laws "pages, $kind" "$scratch/in"
done
finish
