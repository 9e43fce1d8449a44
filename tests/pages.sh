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

sample
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
