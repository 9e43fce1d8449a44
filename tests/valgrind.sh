#!/bin/sh
# SPDX-License-Identifier: MIT
# Nothing that valgrind knows of, over the golden inputs and the byte vectors in $DEHUSK_VECTORS.
#
# DEHUSK_VALGRIND=1: in every output, in pieces, and when something is wrong, over some of the golden inputs; with
# DEHUSK_LONG=1, over all, and over the vectors, each time.
# What lib.sh sets is not seen by a checker that does not follow it.
# shellcheck disable=SC2154
set -eu

. "${srcdir:-.}/tests/lib.sh"

if is_sanitized || ! command -v valgrind >/dev/null 2>&1; then
	skip 'valgrind' 'it is not here, or the program was built with AddressSanitizer'
	finish
fi

drip=$(helper drip)

# watched NAME COMMAND...: nothing is found, and nothing is left in memory.
watched() {
	what=$1
	shift
	status=0
	valgrind -q --error-exitcode=99 --leak-check=full --show-leak-kinds=all --errors-for-leak-kinds=all \
		"$@" >"$scratch/out" 2>"$scratch/err" || status=$?
	# It does not know openat2(2), without which the program does as well.
	if [ "$status" -ne 99 ] && ! grep -q '^==' "$scratch/err"; then
		pass "$what"
	else
		fail "$what" "$scratch/err"
	fi
}

set -- "$cases"/*/in
for vector in "${DEHUSK_VECTORS:-/dev/null}"/*/*.txt; do
	[ ! -f "$vector" ] || set -- "$@" "$vector"
done
watched '--stats' "$DEHUSK" --stats "$@"
[ -n "${DEHUSK_VALGRIND-}" ] || finish
# The writers, over some of the pages: what is read of a page is the same.
mkdir "$scratch/golden"
each=$(amount 10 10 1) number=0
for case in "$cases"/*/; do
	case=${case%/} number=$((number + 1))
	[ $((number % each)) -ne 0 ] || cp "$case/in" "$scratch/golden/${case##*/}"
done
set -- "$scratch"/golden/*
for options in '--body -z' '--husk --strict' --dates --sources --json --explain --line-buffered; do
	# shellcheck disable=SC2086
	watched "$options" "$DEHUSK" $options "$@"
done
cat "$@" | "$drip" 7 | watched 'pieces' "$DEHUSK" -z
watched '-o' "$DEHUSK" -o "$scratch/file" "$@"
mkdir "$scratch/pages"
cp -R "$scratch/golden" "$scratch/pages/golden"
watched 'a tree' "$DEHUSK" -r -j3 "$scratch/pages" "--output-dir=$scratch/tree"
watched 'a tree, --update' "$DEHUSK" -r -j1 "$scratch/pages" "--output-dir=$scratch/tree" --update
watched 'what would change' "$DEHUSK" -r -n "$scratch/pages"
watched 'in place' "$DEHUSK" -r -i.old "$scratch/pages"
watched 'an input that is missing' "$DEHUSK" "$1" "$scratch/no-such-file"
watched 'an unknown option' "$DEHUSK" --no-such-option
watched '--help' "$DEHUSK" --help
finish
