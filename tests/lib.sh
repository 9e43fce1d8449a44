# SPDX-License-Identifier: MIT
# What the shell tests share: where things are, how a result is told, the helpers in C. To be
# sourced.
# shellcheck shell=sh disable=SC2034

srcdir=${srcdir:-.}
DEHUSK=${DEHUSK:-./dehusk}
# Tests change the directory: everything is found from anywhere.
case $srcdir in /*) ;; *) srcdir=$PWD/$srcdir ;; esac
case $DEHUSK in /*) ;; *) DEHUSK=$PWD/$DEHUSK ;; esac
cases=$srcdir/tests/cases

LC_ALL=C
export LC_ALL
unset LANGUAGE NO_COLOR POSIXLY_CORRECT

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
trap 'exit 1' HUP INT TERM

passed=0 failed=0 skipped=0

pass() {
	passed=$((passed + 1))
	printf 'PASS: %s\n' "$1"
}

# fail NAME [FILE]: what went wrong stands in FILE. The file that is left behind tells of failures in
# a pipeline, where counts are lost.
fail() {
	failed=$((failed + 1))
	: >"$scratch/failed"
	printf 'FAIL: %s\n' "$1"
	[ $# -lt 2 ] || head -n 40 "$2" | tr -d '\000-\010\013-\037' | sed 's/^/    /'
}

skip() {
	skipped=$((skipped + 1))
	printf 'SKIP: %s (%s)\n' "$1" "$2"
}

# The last call of each script: its exit status.
finish() {
	[ ! -e "$scratch/failed" ] || exit 1
	[ "$passed" -gt 0 ] || [ "$skipped" -eq 0 ] || exit 77
	exit 0
}

# same NAME EXPECTED ACTUAL: whether two files are byte for byte the same.
same() {
	if cmp -s "$2" "$3"; then
		pass "$1"
	else
		diff "$2" "$3" >"$scratch/difference" 2>&1 || true
		fail "$1" "$scratch/difference"
	fi
}

# same_pages NAME EXPECTED ACTUAL [INPUT]: the same for streams of pages that end in NUL; shows the
# first page that differs, and what it was made from.
same_pages() {
	if cmp -s "$2" "$3"; then
		pass "$1"
		return
	fi
	lines_of_pages <"$2" >"$scratch/expected.pages"
	lines_of_pages <"$3" >"$scratch/actual.pages"
	page=$(cmp "$scratch/expected.pages" "$scratch/actual.pages" 2>&1 | sed 's/.*line \([0-9]*\).*/\1/')
	{
		echo "page $page"
		page_of "$page" <"$2" >"$scratch/expected.page"
		page_of "$page" <"$3" >"$scratch/actual.page"
		diff "$scratch/expected.page" "$scratch/actual.page" || true
		[ $# -lt 4 ] || { echo 'made from:' && page_of "$page" <"$4"; }
	} >"$scratch/difference"
	fail "$1" "$scratch/difference"
}

# One line a page.
lines_of_pages() {
	tr '\n\000' '\001\n'
}

page_of() {
	lines_of_pages | sed -n "$1p" | tr '\001' '\n'
}

# Runs a command; its exit status goes into $status, its output into the files out and err.
run() {
	status=0
	"$@" >"$scratch/out" 2>"$scratch/err" || status=$?
}

# expect NAME STATUS [ERR-PATTERN]: checks the last run; without a pattern (of grep -E, for one
# whole line), standard error has to be empty.
expect() {
	if [ "$status" -ne "$2" ]; then
		echo "exit status $status, not $2" | cat - "$scratch/err" >"$scratch/difference"
		fail "$1" "$scratch/difference"
	elif [ $# -lt 3 ] && [ -s "$scratch/err" ]; then
		fail "$1" "$scratch/err"
	elif [ $# -eq 3 ] && ! { is_one_line "$scratch/err" && grep -Eqx "$3" "$scratch/err"; }; then
		echo "standard error is not one line like $3" | cat - "$scratch/err" >"$scratch/difference"
		fail "$1" "$scratch/difference"
	else
		pass "$1"
	fi
}

is_one_line() {
	{ IFS= read -r first && ! IFS= read -r second; } <"$1" && [ -z "$second" ]
}

# gives NAME OPTION...: what the options make of the file $given is in the file `expected`, and nothing is told. $always: options of
# each run. To be used in $scratch.
given=page always=
gives() {
	name=$1
	shift
	run "$DEHUSK" ${always:+"$always"} "$@" "$given"
	expect "$name" 0
	same "$name: the output" expected out
}

# holds NAME COMMAND...: the command succeeds.
holds() {
	held=$1
	shift
	if "$@" >"$scratch/difference" 2>&1; then
		pass "$held"
	else
		printf 'failed: %s\n' "$*" >>"$scratch/difference"
		fail "$held" "$scratch/difference"
	fi
}

# Prints the path of a helper in C: the one that make built in the directory $HELPERS, or else one made
# now.
helper() {
	if [ -x "${HELPERS:-$PWD/tests}/$1" ]; then
		echo "${HELPERS:-$PWD/tests}/$1"
	else
		${CC:-cc} -O2 -D_GNU_SOURCE -o "$scratch/$1" "$srcdir/tests/$1.c" >&2 && echo "$scratch/$1"
	fi
}

# python3 may be a script that looks for the program each time: it is looked for once here. False: there is none.
has_python() {
	python=$(python3 -c 'import sys; print(sys.executable)' 2>"$scratch/python.err") || return 1
	mkdir -p "$scratch/bin"
	# shellcheck disable=SC2016
	printf '#!/bin/sh\nexec "%s" "$@"\n' "$python" >"$scratch/bin/python3"
	chmod +x "$scratch/bin/python3"
	PATH=$scratch/bin:$PATH
}

# jsonl_of FILE...: a record of each, without NUL bytes: its name, its text. Nothing where there is no jq.
jsonl_of() {
	"$(helper as-pages)" "$@" | jq -Rsc 'split("\u0000")[:-1] | to_entries[] | {id: $ARGS.positional[.key], text: .value}' \
		--args "$@" 2>"$scratch/jq.err" || true
}

# Whether the program was built with AddressSanitizer, which takes terabytes of address space.
is_sanitized() {
	grep -q __asan_init "$DEHUSK"
}

# Looking for leaks takes half of the time of a program that ends soon. Tests that start many leave it to valgrind.sh, to
# torture.sh and to those that start few.
without_leak_check() {
	ASAN_OPTIONS=${ASAN_OPTIONS:+$ASAN_OPTIONS:}detect_leaks=0
	export ASAN_OPTIONS
}

# amount BRIEF USUAL LONG: how much of a kind is tried; DEHUSK_BRIEF and DEHUSK_LONG say so.
amount() {
	if [ -n "${DEHUSK_LONG-}" ]; then
		echo "$3"
	elif [ -n "${DEHUSK_BRIEF-}" ]; then
		echo "$1"
	else
		echo "$2"
	fi
}

# leaves_out N: whether this turn of a loop is left out. A brief run takes every Nth.
turn=0
leaves_out() {
	turn=$((turn + 1))
	[ -n "${DEHUSK_BRIEF-}" ] && [ -z "${DEHUSK_LONG-}" ] && [ $((turn % $1)) -ne 0 ]
}

# --- moments of a run ---

# Whether a run can be held at a moment here: makes the library that at_moment preloads.
has_moments() {
	moment=$scratch/moment.so
	${CC:-cc} -shared -fPIC -O2 -D_GNU_SOURCE -o "$moment" "$srcdir/tests/moment.c" -ldl 2>"$scratch/moment.err" &&
		env --default-signal=INT true 2>>"$scratch/moment.err" || return 1
	at_moment 'write 1 before' : "$DEHUSK" --version >"$scratch/moment.out" 2>&1
	was_reached
}

# at_moment MOMENT ACT COMMAND...: the command is run; at a moment ("CALL NUMBER before|after [hold]", see moment.c) the shell
# command ACT is, of which the program is $PPID. The exit status goes into $status.
at_moment() {
	reached=$scratch/reached when=$1 act=$2
	shift 2
	rm -f "$reached"
	status=0
	# A sanitizer wants to be loaded first, and does as well if it is second.
	env --default-signal=TERM,INT,HUP,PIPE "LD_PRELOAD=$moment" "MOMENT=$when" "MOMENT_DO=: >'$reached'; $act" \
		"ASAN_OPTIONS=${ASAN_OPTIONS:+$ASAN_OPTIONS:}verify_asan_link_order=0" "$@" || status=$?
}

# await FILE: until it is there, two minutes at most.
await() {
	tries=0
	while [ ! -e "$1" ]; do
		tries=$((tries + 1))
		[ "$tries" -lt 1200 ] || return 1
		sleep 0.1
	done
}

was_reached() {
	[ -e "$reached" ]
}
