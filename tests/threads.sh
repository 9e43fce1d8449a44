#!/bin/sh
# SPDX-License-Identifier: MIT
# Many jobs at once over many files, in every way: with ThreadSanitizer in the program, it has to be
# silent.
# What lib.sh sets is not seen by a checker that does not follow it.
# shellcheck disable=SC2154
set -eu

. "${srcdir:-.}/tests/lib.sh"

cd "$scratch"
TSAN_OPTIONS=exitcode=66
export TSAN_OPTIONS

# Pages with something to warn of, one that is large, and some that fail.
renew() {
	rm -rf pages tree
	mkdir pages
	for directory in 1 2 3 4 5; do
		mkdir pages/$directory
		for page in $(seq 40); do
			printf '海边的早市。\n来源：东山晚报 2021-03-0%s\n-\n甲\377乙\n' "$directory" >"pages/$directory/$page.txt"
		done
		printf '\177ELF\001\001\001\000' >pages/$directory/program
	done
	yes '海边小城的早市在六点钟开张，卖鱼的人把筐摆成一排。' | head -n 5000 >pages/2/large.txt
	ln -s nowhere pages/3/link
}

# silent NAME STATUS COMMAND...
silent() {
	name=$1 wanted=$2
	shift 2
	run "$@"
	if [ "$status" -eq "$wanted" ] && ! grep -q ThreadSanitizer err; then
		pass "$name"
	else
		echo "exit status $status, not $wanted" | cat - err >difference
		fail "$name" difference
	fi
}

renew
for option in --body --json --dates --explain --stats; do
	silent "threads: $option" 0 "$DEHUSK" -r -j8 "$option" pages
done
silent 'threads: -o' 0 "$DEHUSK" -r -j8 -o all pages
silent 'threads: -n' 0 "$DEHUSK" -r -j8 -n pages
silent 'threads: a tree' 0 "$DEHUSK" -r -j8 pages --output-dir=tree
silent 'threads: --update' 0 "$DEHUSK" -r -j8 pages --output-dir=tree --update
silent 'threads: in place' 1 "$DEHUSK" -r -j8 -i pages
silent 'threads: failing operands' 1 "$DEHUSK" -j8 pages/1/* no-such-file pages/2/* pages
status=0
"$DEHUSK" -q -r -j8 pages >/dev/full 2>err || status=$?
expect 'threads: a full disk' 1 'dehusk: write error: No space left on device'
if script -qec true /dev/null >/dev/null 2>&1 </dev/null; then
	renew
	mkfifo slow
	# The page goes on when the line has been shown.
	{
		echo '海边小城的早市在六点钟开张。'
		: >terminal
		tries=0
		until grep -q 'dehusk: [0-9]* of' terminal || [ $((tries += 1)) -gt 1200 ]; do
			sleep 0.1
		done
		echo '卖鱼的人把筐摆成一排。'
	} >slow &
	status=0
	script -fqec "'$DEHUSK' -j8 slow pages/1/*.txt -o all" terminal >out 2>err </dev/null || status=$?
	wait
	holds 'on a terminal: exit status' test "$status" -eq 0
	holds 'on a terminal: how far it is' grep -q 'dehusk: [0-9]* of [0-9]* pages, .* MB/s' terminal
	holds 'on a terminal: the summary' grep -q 'dehusk: 41 pages, in [0-9.]* s' terminal
	holds 'on a terminal: nothing from the sanitizer' test "$(grep -c ThreadSanitizer terminal)" -eq 0
	status=0
	script -qec "'$DEHUSK' -j8 -r -i pages" terminal >out 2>err </dev/null || status=$?
	holds 'on a terminal: failures are named again' grep -q 'dehusk: failed: pages/3/link' terminal
	script -qec "'$DEHUSK' -q -r pages -o all" terminal >out 2>err </dev/null || true
	holds 'on a terminal, -q: nothing' test "$(grep -c 'dehusk:' terminal)" -eq 0
else
	skip 'on a terminal' 'there is no script(1)'
fi
finish
