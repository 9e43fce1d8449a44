#!/bin/sh
# SPDX-License-Identifier: MIT
# A program that was taken over can change nothing but the places of its results. The library that is preloaded
# (trespass.c) tries every way to change a directory while the program reads a page.
# What lib.sh sets is not seen by a checker that does not follow it.
# shellcheck disable=SC2154
set -eu

. "${srcdir:-.}/tests/lib.sh"

cd "$scratch"
trespass=$scratch/trespass.so
ways='write
append
open and truncate
truncate
create
link
make a symbolic link
make a directory
remove a directory
make a fifo
make a socket
rename
replace
remove'
# What makes a file take the place of another one, and leaves no directory or special file behind.
replacing='write
append
create
link
rename
replace
remove'

lay_out() {
	rm -rf elsewhere results pages tree
	mkdir elsewhere elsewhere/empty results results/empty pages pages/empty
	for directory in elsewhere results pages; do
		echo text >$directory/file
		echo text >$directory/other
	done
	printf '海边的早市。\n来源：东山晚报 2021-03-05\n-\n' >pages/page.txt
}

# trespassed DIRECTORY COMMAND...: the ways in which the directory could be changed go into the file `ways`, those that were tried
# into `tried`.
trespassed() {
	place=$1
	shift
	: >log
	# What strace traces gets its environment by options, so that it is not tried in strace itself.
	export "TRESPASS=$scratch/$place" "TRESPASS_LOG=$scratch/log" \
		ASAN_OPTIONS=${ASAN_OPTIONS:+$ASAN_OPTIONS:}verify_asan_link_order=0:detect_leaks=0
	case $1 in
	strace) run "$@" ;;
	*) run env "LD_PRELOAD=$trespass" "$@" ;;
	esac
	sed -n 's/: done$//p' log >ways
	sed -n '/^version: /!s/: .*//p' log >tried
}

# only NAME WAYS: whether these ways, and no others, led to a change in the last run.
only() {
	if ! echo "$ways" | cmp -s - tried; then
		fail "$1: all ways are tried" log
	elif printf '%s' "${2:+$2
}" | cmp -s - ways; then
		pass "$1"
	else
		fail "$1" log
	fi
}

if ! ${CC:-cc} -shared -fPIC -O2 -D_GNU_SOURCE -o "$trespass" "$srcdir/tests/trespass.c" 2>trespass.err; then
	skip 'sandbox' 'no library can be preloaded here'
	finish
fi

# The test can fail: head is not restricted.
lay_out
trespassed elsewhere head -n 1 pages/page.txt
only 'sandbox: a program without it can change a directory in every way' "$ways"

if [ "${SANDBOX-yes}" = no ]; then
	skip 'sandbox' 'the program is built without it'
	finish
fi
# Everything else than the results.
lay_out
trespassed elsewhere "$DEHUSK" pages/page.txt
if ! grep -q '^version: [1-9]' log; then
	skip 'sandbox' 'this kernel has no Landlock'
	finish
fi
expect 'sandbox: the page is cleaned' 0
only 'sandbox: to standard output, nothing can be changed' ''
lay_out
trespassed pages "$DEHUSK" -r -j2 pages
only 'sandbox: nor by one of several workers, below a directory that is read' ''
lay_out
trespassed pages "$DEHUSK" -r -i -n pages
only 'sandbox: nor in a dry run' ''
lay_out
trespassed results "$DEHUSK" -r --check --output-dir=results pages
only 'sandbox: nor in a check' ''

for places in \
	'-o results/all.txt pages/page.txt' \
	'--output-dir=results pages/page.txt' \
	'-r -j2 --output-dir=results pages' \
	'-i pages/page.txt' '-r -i -j2 pages' '-i.old pages/page.txt'; do
	lay_out
	# shellcheck disable=SC2086
	trespassed elsewhere "$DEHUSK" $places
	expect "sandbox: $places" 0
	only "sandbox: $places: nothing else can be changed" ''
done

# Where results go, files can be replaced: the test sees that, too.
lay_out
trespassed results "$DEHUSK" -o results/all.txt pages/page.txt
only 'sandbox: -o: beside the result, files can be replaced' "$replacing"
lay_out
trespassed results "$DEHUSK" --output-dir=results pages/page.txt
only 'sandbox: --output-dir: and directories made' "$(echo "$replacing" | sed 's/^link$/&\nmake a directory/')"
lay_out
trespassed pages "$DEHUSK" -i pages/page.txt
only 'sandbox: -i: files can be replaced where the page is' "$replacing"

# --- names of targets ---

works() {
	name=$1
	shift
	run "$DEHUSK" "$@"
	expect "sandbox: $name" 0
}

lay_out
mkdir -p deep/below links
ln -s "$scratch/results" link
ln -s ../results/linked.txt links/linked.txt
echo text >results/linked.txt
works 'a new file by its name alone' -o alone.txt pages/page.txt
works 'a file behind a link to a directory' -o link/behind.txt pages/page.txt
works 'a file behind a link is replaced' -o links/linked.txt pages/page.txt
holds 'sandbox: where the link leads' grep -q 早市 results/linked.txt
works 'a device' -o /dev/null pages/page.txt
works 'a tree of several new directories' -r --output-dir=new/tree/of/pages pages
works 'a tree in the working directory' --output-dir=. pages/page.txt
cp pages/page.txt deep/below/a.txt
cp pages/page.txt deep/b.txt
cp pages/page.txt c.txt
works 'in place, in several directories' -i c.txt deep/b.txt deep/below/a.txt pages/page.txt
cp pages/file deep/below/a.txt
printf '海边。\n-\n' >deep/b.txt
cp deep/b.txt deep/below/b.txt
cp deep/b.txt d.txt
printf 'deep/below/b.txt\0d.txt\0deep/b.txt\0' >list
works 'in place, names in a file' -i --files0-from=list
printf '海边。\n' >expected
same 'sandbox: all of them' expected deep/below/b.txt
same 'sandbox: the last one, too' expected deep/b.txt
cp deep/below/b.txt keep.txt
printf '海边。\n-\n' >deep/b.txt
cp deep/b.txt d.txt
works 'in place, a directory and a file' -r -i deep d.txt
same 'sandbox: the file' expected d.txt

# --- a system without it, or with an older one ---

if ! strace -qq -e trace=landlock_restrict_self -o strace.log true 2>err; then
	skip 'sandbox: systems without it' 'strace is missing, may not trace, or does not know Landlock'
	finish
fi

# lacking RULE NAME: the run gives what it should where Landlock fails so; and what can then be changed goes into `ways`.
lacking() {
	rule=$1
	lay_out
	trespassed elsewhere strace -f -qq -E "LD_PRELOAD=$trespass" -o strace.log -e "trace=${rule%%:*}" -e "inject=$rule" "$DEHUSK" -i pages/page.txt
	expect "sandbox: $rule: the page is cleaned" 0
	printf '海边的早市。\n\n来源: 东山晚报\n2021-03-05\n' >expected
	same "sandbox: $rule: as ever" expected pages/page.txt
}

for rule in landlock_create_ruleset:error=ENOSYS landlock_create_ruleset:error=EOPNOTSUPP:when=1 \
	landlock_create_ruleset:error=EPERM landlock_add_rule:error=ENOMEM landlock_restrict_self:error=E2BIG; do
	lacking "$rule"
	only "sandbox: $rule: without it" "$ways"
done
# The first versions of it do not know of truncate.
lacking landlock_create_ruleset:error=EINVAL:when=1
only 'sandbox: an older version: all but that' 'truncate'

finish
