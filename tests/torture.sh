#!/bin/sh
# SPDX-License-Identifier: MIT
# No memory: each allocation in turn fails, those of the libraries too. A right result, or a message,
# exit status 1 and whole lines; never a crash, a leak or half a line.
#
# DEHUSK_LONG=1: every one, over all golden cases; else some.
# What lib.sh sets is not seen by a checker that does not follow it.
# shellcheck disable=SC2154
set -eu

. "${srcdir:-.}/tests/lib.sh"

torture=$(helper torture)
cd "$scratch"
export TORTURE_FILE=

# Those before this one make the rules, whatever the page is; known after the first run.
start=1

# tortured NAME FROM STEP INPUT ARGUMENT...: once with one failure, once with all after it too.
tortured() {
	what=$1 from=$2 step=$3 input=$4
	shift 4
	for forever in 0 1; do
		status=0
		"$torture" "$scratch/shim.so" $((from + forever * step / 2)) "$step" $forever \
			"$input" "$DEHUSK" "$@" >wrong || status=$?
		calls=$(tail -n 1 wrong)
		if [ "$status" -eq 0 ] && [ "$calls" -gt 0 ]; then
			pass "$what"
		else
			fail "$what" wrong
		fi
		what="$what, for ever"
	done
}

golden() {
	for name in "$@"; do
		set --
		if [ -f "$cases/$name/args" ]; then
			while IFS= read -r argument; do
				set -- "$@" "$argument"
			done <"$cases/$name/args"
		fi
		tortured "$name" "$start" "$few" "$cases/$name/in" "$@"
	done
}

# Lines of more than a block, and than what is cleaned as a whole; more than the first room of the
# buffers. A line or a record of over a megabyte may be torn where the memory ends: it is not here.
grown() {
	cat "$cases"/*/in
	for _ in 1 2; do
		head -c 140000 /dev/zero | tr '\000' x
		printf '\n'
		head -c 40000 /dev/zero | tr '\000' '\302'
		printf '\r'
	done
	awk 'BEGIN { for (i = 0; i < 3000; i++) print "来源：甲" i "报 2021-03-05" }'
}

if is_sanitized; then
	skip 'torture' 'the program was built with AddressSanitizer'
	finish
elif ! ${CC:-cc} -shared -fPIC -O2 -o shim.so "$srcdir/tests/failing-malloc.c" 2>err ||
	! TORTURE_FD=3 LD_PRELOAD=$scratch/shim.so "$DEHUSK" --version 3>calls >out 2>err || ! [ -s calls ]; then
	skip 'torture' 'this C library lets nobody replace malloc'
	finish
fi

some=$(amount 101 97 1) few=$(amount 29 7 1) every=$(amount 7 5 1)
tortured 'an empty page' 1 "$some" /dev/null
start=$((calls - 40))
tortured 'help' 1 1 /dev/null --help
tortured 'an unknown option' 1 1 /dev/null --no-such-option
tortured 'a missing file' "$start" 1 /dev/null no-such-file

printf 'include more.rules\ndrop a ^海边\n  + 海边\nsource b ^供图单位\n' >some.rules
printf 'strip c [甲乙]+$\n' >more.rules
tortured 'rules of users' 1 "$some" "$cases/sample/in" -f some.rules -e 'drop x'
tortured 'rules of users: a mistake' 1 "$few" /dev/null -f some.rules -e 'drop ('
tortured '--check-rules' 1 "$few" /dev/null --check-rules -f some.rules
tortured '--list-rules' 1 "$few" /dev/null --list-rules -f some.rules

mkdir directory
export TORTURE_FILE=directory/file
tortured '-o' "$start" "$every" "$cases/sample/in" -o directory/file
export TORTURE_FILE=
mkdir -p pages/below directory/tree/below
cp "$cases/sample/in" pages/below/file
cp pages/below/file page
export TORTURE_FILE=directory/tree/below/file
tortured 'a tree' "$start" "$every" /dev/null -r -j1 pages --output-dir=directory/tree
export TORTURE_FILE=
tortured 'what would change' "$start" "$every" /dev/null -r -j1 -n -i.old pages
same 'what would change: the page is as it was' page pages/below/file
find directory pages -name '.dehusk-*' >left
holds 'no temporary file is left' test ! -s left

if [ -n "${DEHUSK_LONG-}" ]; then
	for case in "$cases"/*/; do
		case=${case%/}
		golden "${case##*/}"
	done
else
	golden sample nfc ill-formed encoding-gb18030 encoding-iconv option-json option-explain option-sources null-pages strict-ill-formed
fi
grown >large
tortured 'a page that grows' "$start" "$some" large --stats
tortured 'a page that grows, as JSON' "$start" "$some" large --json
finish
