#!/bin/sh
# SPDX-License-Identifier: MIT
# Cleaning what is clean changes nothing: over 10,000 pages mixed of the lines of the golden inputs, and 5,000 in which
# whole inputs stand among them; and clean documents stay as they are. DEHUSK_LONG=1: 100,000 and 50,000.
# What lib.sh sets and uses is not seen by a checker that does not follow it.
# shellcheck disable=SC2154,SC2034
set -eu

. "${srcdir:-.}/tests/lib.sh"

mix=$(helper mix)
batch=$(amount 1000 5000 10000)
batches=${DEHUSK_BATCHES:-$(amount 2 2 10)}

# Lines that quote tags of html stand anywhere in them.
dehusk() {
	"$DEHUSK" -q -z --from=text "$@"
}

# The golden inputs in UTF-8: all their lines, and each as one block without empty lines.
cd "$cases"
set --
for case in *; do
	case $case in encoding-* | html-gb18030) ;; *) set -- "$@" "$case/in" ;; esac
done
cat "$@" | tr -d '\000' >"$scratch/lines"
grep -a . "$@" | tr -d '\000' | awk '
	{ colon = index($0, ":"); name = substr($0, 1, colon); line = substr($0, colon + 1) }
	name != last { print "" }
	name != last && last != "" { print "" }
	{ last = name }
	line != "" { print line }' >"$scratch/blocks"

# unchanged NAME OPTION...: a second run over what these options make of the pages in file `in`.
unchanged() {
	name=$1
	shift
	dehusk "$@" <"$scratch/in" >"$scratch/first"
	dehusk "$@" <"$scratch/first" >"$scratch/second"
	cmp -s "$scratch/first" "$scratch/second" || same_pages "$name" "$scratch/first" "$scratch/second" "$scratch/in"
}

# over NAME BATCHES LINES [BLOCKS]: all options over so many batches.
over() {
	what=$1 last=$2 pages=$(($2 * batch)) before=$failed
	shift 2
	seed=1
	while [ "$seed" -le "$last" ] && [ "$failed" -eq "$before" ]; do
		"$mix" "$batch" "$seed" "$seed" "$@" >"$scratch/in"
		unchanged "$what, batch $seed"
		unchanged "$what, batch $seed, --body" --body
		unchanged "$what, batch $seed, --rules-only" --rules-only
		unchanged "$what, batch $seed, --facts" --facts
		unchanged "$what, batch $seed, --max-page=1K" --max-page=1K
		seed=$((seed + 1))
	done
	[ "$failed" -ne "$before" ] || pass "$pages $what: a second run changes nothing"
}

# Some have a word for each line that is no prose, but none has husk.
clean_documents() {
	for case in "$cases"/clean-*/; do
		name=${case%/} name=${name##*/}
		for option in --body --rules-only --line-buffered; do
			"$DEHUSK" $option <"${case}in" >"$scratch/out"
			same "$name: unchanged ($option)" "${case}in" "$scratch/out"
		done
	done
}

clean_documents
over 'mixes of lines' "$batches" "$scratch/lines"
over 'mixes of lines and documents' $(((batches + 1) / 2)) "$scratch/lines" "$scratch/blocks"
finish
