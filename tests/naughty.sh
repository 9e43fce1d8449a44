#!/bin/sh
# SPDX-License-Identifier: MIT
# The laws over the Big List of Naughty Strings: blns/blns.base64.txt in $DEHUSK_VECTORS, one string
# a line.
# What lib.sh sets and uses is not seen by a checker that does not follow it.
# shellcheck disable=SC2154,SC2034
set -eu

. "${srcdir:-.}/tests/lib.sh"

list=${DEHUSK_VECTORS-}/blns/blns.base64.txt
if [ ! -r "$list" ]; then
	skip 'naughty strings' 'DEHUSK_VECTORS is not set to a folder with them'
	finish
fi

. "$srcdir/tests/laws-lib.sh"

# The strings, each ended by what printf makes of $1.
strings() {
	grep -v -e '^#' -e '^$' "$list" | while IFS= read -r string; do
		echo "$string" | base64 -d 2>"$scratch/err" | tr -d '\000'
		# shellcheck disable=SC2059
		printf "$1"
	done
}

strings '\000' >"$scratch/each"
strings '\n' >"$scratch/all"
printf '\000' >>"$scratch/all"
holds 'naughty strings: they are there' test "$(lines_of_pages <"$scratch/each" | grep -c '')" -gt 400
laws 'naughty strings, a page each' "$scratch/each"
laws 'naughty strings, all in a page' "$scratch/all"
finish
