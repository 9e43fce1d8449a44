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
	skip 'naughty strings' 'DEHUSK_VECTORS is not set to a directory with them'
	finish
fi

. "$srcdir/tests/laws-lib.sh"

# The strings without NUL bytes, each ended by the byte with the number $1.
strings() {
	grep -v -e '^#' -e '^$' "$list" | LC_ALL=C awk -v end="$1" '
		BEGIN {
			digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
			for (i = 1; i <= 64; i++)
				value[substr(digits, i, 1)] = i - 1
		}
		{
			bits = rest = 0
			for (i = 1; i <= length($0) && (c = substr($0, i, 1)) in value; i++) {
				rest = rest * 64 + value[c]
				bits += 6
				if (bits < 8)
					continue
				bits -= 8
				byte = int(rest / 2 ^ bits)
				rest -= byte * 2 ^ bits
				if (byte > 0)
					printf "%c", byte
			}
			printf "%c", end + 0
		}'
}

strings 0 >"$scratch/each"
strings 10 >"$scratch/all"
printf '\000' >>"$scratch/all"
holds 'naughty strings: they are there' test "$(lines_of_pages <"$scratch/each" | grep -c '')" -gt 400
laws 'naughty strings, a page each' "$scratch/each"
[ -n "${DEHUSK_BRIEF-}" ] || laws 'naughty strings, all in a page' "$scratch/all"
finish
