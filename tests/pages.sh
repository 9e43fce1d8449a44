#!/bin/sh
# SPDX-License-Identifier: MIT
# The laws over real pages, in the directory $DEHUSK_PAGES: SET/NAME.KIND.txt, and sample/page.txt.
# What lib.sh sets and uses is not seen by a checker that does not follow it.
# shellcheck disable=SC2154,SC2034
set -eu

. "${srcdir:-.}/tests/lib.sh"

pages=${DEHUSK_PAGES-}
if [ ! -d "$pages" ]; then
	skip 'real pages' 'DEHUSK_PAGES is not set to a directory of pages'
	finish
fi

. "$srcdir/tests/laws-lib.sh"

as_pages=$(helper as-pages)

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
	set -- "$pages"/*/*.strip.raw.txt
	dehusk -z --rules-only "$@" >"$scratch/out"
	dehusk -z --rules-only --encoding=GB18030 "$@" >"$scratch/expected"
	same_pages 'pages in their own encoding' "$scratch/expected" "$scratch/out"
	holds 'pages in their own encoding: they are there' test $# -gt 40
}

# Pages in the encodings of wide numbers in turn, without a mark.
wide() {
	set -- UTF-16LE UTF-16BE UTF-32LE UTF-32BE
	number=1000
	mkdir "$scratch/wide"
	for page in "$pages"/*/*.strip.txt; do
		number=$((number + 1))
		iconv -c -f UTF-8 -t "$1" "$page" >"$scratch/wide/$number"
		echo "$1" >>"$scratch/expected.wide"
		set -- "$2" "$3" "$4" "$1"
	done
	dehusk -r --json --rules-only "$scratch/wide" 2>"$scratch/err" |
		sed 's/.*"encoding":"\([^"]*\)".*/\1/' >"$scratch/out"
	same 'pages in encodings without a mark' "$scratch/expected.wide" "$scratch/out"
}

# Each page that was saved is read as html, and no text that was made of one is told as anything.
kinds() {
	set -- "$pages"/*/*.html
	"$DEHUSK" -q --rules-only --stats=json --dates "$@" 2>&1 >"$scratch/out" | grep '^{' >"$scratch/err" || true
	holds 'saved pages are html' grep -q "\"html\":$#[,}]" "$scratch/err"
	set -- "$pages"/*/*.txt "$cases"/clean-*/in
	"$DEHUSK" -q --rules-only --stats=json --dates "$@" 2>&1 >"$scratch/out" | grep '^{' >"$scratch/err" || true
	holds 'texts are plain text' grep -q '"other_kind":0,"html":0[,}]' "$scratch/err"
}

sample
raw
kinds
[ -n "${DEHUSK_BRIEF-}" ] || wide
# One byte at a time would take minutes.
sizes=$(amount 61 61 '61 65536')
for kind in strip w3m lynx; do
	"$as_pages" "$pages"/*/*."$kind".txt >"$scratch/in"
	# Of kinds only the second law knows, since renderings are undone.
	if [ "$kind" != "$(amount none strip "$kind")" ]; then
		dehusk -z --json <"$scratch/in" >"$scratch/out"
		dehusk -z <"$scratch/in" >"$scratch/text"
		law_1 "pages, $kind" "$scratch/text"
		[ -n "${DEHUSK_BRIEF-}" ] || law_2 "pages, $kind" --max-page=4M "$scratch/in" "$scratch/text"
	else
		laws "pages, $kind" "$scratch/in"
	fi
done
finish
