#!/bin/sh
# SPDX-License-Identifier: MIT
# The golden cases: each directory of tests/cases is a page, what dehusk makes of it, and a word about
# it.
#
# in: standard input. out: standard output. about: what is odd about the case. args: arguments, one
# a line. status: exit status, else 0. err: standard error; without it nothing may be there if the
# status is 0. With UPDATE=1, `out` is written instead of compared.
# What lib.sh sets is not seen by a checker that does not follow it.
# shellcheck disable=SC2154
set -eu

. "${srcdir:-.}/tests/lib.sh"

without_leak_check

run_case() {
	set --
	if [ -f "$case/args" ]; then
		while IFS= read -r argument; do
			set -- "$@" "$argument"
		done <"$case/args"
	fi
	run "$DEHUSK" "$@" <"$case/in"
}

# Each change to a rule has another digest.
without_digest() {
	sed 's/"built_in":"[0-9a-f]*"/"built_in":"..."/' "$scratch/$1"
}

# as_expected FILE: whether it is that of the case, but for the digest.
as_expected() {
	cmp -s "$case/$1" "$scratch/$1" || without_digest "$1" | diff "$case/$1" - >"$scratch/difference" 2>&1
}

check_case() {
	name=cases/${case##*/}
	expected=0
	[ ! -f "$case/status" ] || read -r expected <"$case/status"
	for file in in about; do
		[ -f "$case/$file" ] || { fail "$name: no file '$file'" && return; }
	done
	run_case
	[ -z "${UPDATE-}" ] || without_digest out >"$case/out"
	if [ "$status" -ne "$expected" ]; then
		echo "exit status $status, not $expected" | cat - "$scratch/err" >"$scratch/difference"
		fail "$name" "$scratch/difference"
	elif ! as_expected out; then
		fail "$name" "$scratch/difference"
	elif [ -f "$case/err" ] && ! as_expected err; then
		fail "$name: standard error" "$scratch/difference"
	elif [ ! -f "$case/err" ] && [ "$expected" -eq 0 ] && [ -s "$scratch/err" ]; then
		fail "$name: standard error" "$scratch/err"
	else
		pass "$name"
	fi
}

# A brief run leaves most of those without options out: laws.sh tries the pages of all.
for case in "$cases"/*/; do
	case=${case%/}
	[ -f "$case/args" ] || ! leaves_out 4 || continue
	check_case
done
finish
