#!/bin/sh
# SPDX-License-Identifier: MIT
# The fuzz targets (tests/fuzz/page.c, html.c, records.c and rules.c) over pages that are known: golden cases, the dictionary's words
# in pairs, and the byte vectors in $DEHUSK_VECTORS.
# What lib.sh sets is not seen by a checker that does not follow it.
# shellcheck disable=SC2154
set -eu

. "${srcdir:-.}/tests/lib.sh"

replay=${HELPERS:-$PWD/tests}/fuzz/replay
if ! [ -x "$replay" ] || ! [ -x "$replay-html" ] || ! [ -x "$replay-records" ] || ! [ -x "$replay-rules" ]; then
	skip 'fuzz target' 'it is not built'
	finish
fi

# The pages in the directory $2: those of a NUL-ended stream are one, since NUL is an ordinary byte.
replayed() {
	status=0
	find "$2" -type f -exec "${3:-$replay}" {} + >"$scratch/out" 2>"$scratch/err" || status=$?
	if [ "$status" -eq 0 ] && [ -s "$scratch/err" ]; then
		pass "$1"
	else
		tail -n 30 "$scratch/err" >"$scratch/difference"
		fail "$1" "$scratch/difference"
	fi
}

# Each word (or each third one) of the file $2 with each one after it, a line a pair, a page in $1 a first word.
pairs() {
	mkdir "$1"
	grep -v '^#' "$2" >"$scratch/words"
	number=0
	while IFS= read -r first; do
		! leaves_out 3 || continue
		number=$((number + 1))
		while IFS= read -r second; do
			printf '%b%b\n' "$first" "$second"
		done <"$scratch/words" >"$1/$number"
	done <"$scratch/words"
}

replayed 'golden inputs' "$cases"
pairs "$scratch/pairs" "$srcdir/tests/fuzz/words"
replayed 'pairs of words' "$scratch/pairs"
pairs "$scratch/tags" "$srcdir/tests/fuzz/html-words"
replayed 'pairs of tags' "$scratch/tags" "$replay-html"
pairs "$scratch/records" "$srcdir/tests/fuzz/records-words"
replayed 'pairs of parts of records' "$scratch/records" "$replay-records"
replayed 'golden inputs as records' "$cases" "$replay-records"
# A file of rules for each pair: an error ends a file.
mkdir "$scratch/rules"
grep -v '^#' "$srcdir/tests/fuzz/rules-words" >"$scratch/words"
number=0
while IFS= read -r first; do
	while IFS= read -r second; do
		number=$((number + 1))
		printf '%b%b\n%b\n' "$first" "$second" "$second" >"$scratch/rules/$number"
	done <"$scratch/words"
done <"$scratch/words"
replayed 'pairs of rules' "$scratch/rules" "$replay-rules"
replayed 'files of rules' "$srcdir/rules" "$replay-rules"
if [ -d "${DEHUSK_VECTORS-}" ]; then
	replayed 'byte vectors' "$DEHUSK_VECTORS"
else
	skip 'byte vectors' 'DEHUSK_VECTORS is not set to a directory of vectors'
fi
finish
