#!/bin/sh
# SPDX-License-Identifier: MIT
# Directories and several files: what is cleaned, in which order, where results go, and what is left
# alone.
# What lib.sh sets is not seen by a checker that does not follow it.
# shellcheck disable=SC2154
set -eu

. "${srcdir:-.}/tests/lib.sh"

cd "$scratch"
umask 022
without_leak_check

raw='海边的早市。\n来源：东山晚报 2021-03-0%s\n-\n'
clean='海边的早市。\n\n来源: 东山晚报\n2021-03-0%s\n'

make_parent() {
	case $1 in */*) [ -d "${1%/*}" ] || mkdir -p -- "${1%/*}" ;; esac
}

# page FILE DAY, cleaned FILE DAY: a page as it comes, and as it should be.
page() {
	make_parent "$1"
	# shellcheck disable=SC2059
	printf "$raw" "$2" >"$1"
}
cleaned() {
	make_parent "$1"
	# shellcheck disable=SC2059
	printf "$clean" "$2" >"$1"
}

# A tree in which names sort otherwise than by locale, and directories stand between files.
for name in a.txt B.txt b/c.txt b/d/e.txt b-c.txt z.html; do
	page "model/pages/$name" 1
	cleaned "model/want/$name" 1
done
renew() {
	rm -rf pages tree want
	cp -R model/pages model/want .
}
order='pages/B.txt pages/a.txt pages/b/c.txt pages/b/d/e.txt pages/b-c.txt pages/z.html'

# same_tree NAME EXPECTED ACTUAL: the same files with the same bytes; what keeps the recipe aside.
same_tree() {
	if diff -r -x .dehusk "$2" "$3" >difference 2>&1; then
		pass "$1"
	else
		fail "$1" difference
	fi
}

left_over() {
	find . -name '.dehusk-*' >left
	holds "$1: no temporary file is left" test ! -s left
}

# Inode, time, permissions and size: what changes if a file is touched.
state() {
	ls -l --time-style=full-iso -i "$1"
}

# --- one output ---

one_stream() {
	renew
	# shellcheck disable=SC2086
	"$DEHUSK" --sources $order | cut -f1 >expected
	run "$DEHUSK" -r --sources pages
	expect 'a directory' 0
	cut -f1 out >names
	same 'a directory: names in the order of their bytes' expected names
	for option in --body --husk --dates --sources --json --explain --stats --stats=json; do
		! leaves_out 4 || continue
		# shellcheck disable=SC2086
		"$DEHUSK" -j1 "$option" $order >expected 2>expected.err
		for jobs in $(amount 3 '2 16' '1 2 3 16'); do
			run "$DEHUSK" -r -j$jobs "$option" pages
			cat expected expected.err >one
			cat out err >two
			same "a directory, $option -j$jobs: the same bytes" one two
		done
	done
	page single 2
	page standard 3
	"$DEHUSK" -j1 pages/z.html pages/b/c.txt pages/b/d/e.txt single pages/a.txt - <standard >expected
	run "$DEHUSK" -j3 -r pages/z.html pages/b single pages/a.txt - <standard
	same 'files, directories and standard input mixed' expected out
	run "$DEHUSK" pages
	expect 'a directory without -r' 1 'dehusk: pages: reading failed: Is a directory; -r reads the files below it'
	run "$DEHUSK" -r pages/
	"$DEHUSK" -r pages >expected
	same 'a directory with a slash' expected out
	printf 'pages/a.txt\0pages/b' >list
	"$DEHUSK" pages/a.txt pages/b/c.txt pages/b/d/e.txt >expected
	run "$DEHUSK" -r --files0-from=list
	same '--files0-from' expected out
	run "$DEHUSK" -r --files0-from=- <list
	same '--files0-from standard input' expected out
	run "$DEHUSK" --files0-from=list pages/a.txt
	holds '--files0-from with a file beside it' test "$status" -eq 2
	run "$DEHUSK" -r -o all pages
	"$DEHUSK" -r pages >expected
	same '-o from a directory' expected all
	"$DEHUSK" -r -o pages/all pages
	run "$DEHUSK" -r -o pages/all pages
	expect '-o into the directory it reads' 0
	same '-o into the directory it reads: not its own result' expected pages/all
	rm pages/all
	page pages/.dehusk 2
	run "$DEHUSK" -r pages
	expect 'a page with the name of the stamp' 0 'dehusk: pages: \.dehusk in it is passed over: .*'
	same 'a page with the name of the stamp: passed over' expected out
	rm pages/.dehusk
}

# Directories that have names in common are not taken for one another.
same_names() {
	rm -rf one two tree
	page one/below/a.txt 1
	page two/below/a.txt 2
	page two/below/b.txt 3
	for jobs in 1 2; do
		run "$DEHUSK" -r -j$jobs --dates one two
		printf '2021-03-0%s\n' 1 2 3 >expected
		same "directories with the same names, -j$jobs: each is read" expected out
		rm -rf one.done two.done
		cp -R one one.done
		cp -R two two.done
		run "$DEHUSK" -r -j$jobs -i one.done two.done
		expect "directories with the same names, in place, -j$jobs" 0
		cleaned expected 2
		same "directories with the same names, in place, -j$jobs: each is cleaned" expected two.done/below/a.txt
	done
	rm two/below/a.txt
	run "$DEHUSK" -r -j1 one two --output-dir=tree
	expect 'directories with the same names: a tree' 0
	cleaned expected 3
	same 'directories with the same names: a tree: the page' expected tree/below/b.txt
	rm -rf one two one.done two.done tree
}

# Encodings are listed by name, whichever thread met one first.
same_encodings() {
	rm -rf mixed
	mkdir mixed
	for i in 1 2 3 4 5 6 7 8; do
		page "mixed/$i" "$i"
		iconv -f UTF-8 -t GB18030 "mixed/$i" >"mixed/g$i"
		iconv -f UTF-8 -t UTF-16 "mixed/$i" >"mixed/0u$i"
	done
	for order in 'mixed/1 mixed/g1 mixed/0u1' 'mixed/0u1 mixed/g1 mixed/1' 'mixed/g1 mixed/1 mixed/0u1'; do
		# shellcheck disable=SC2086
		"$DEHUSK" -q -j1 --stats=json $order 2>&1 >out | sed 's/.*"encodings":{\([^}]*\)}.*/\1/'
	done | sort -u >encodings
	holds '--stats: encodings by name' test "$(cat encodings)" = '"GB18030":1,"UTF-16LE":1,"UTF-8":1'
	"$DEHUSK" -q -j1 -r --stats mixed >out 2>expected
	run "$DEHUSK" -q -j3 -r --stats mixed
	same '--stats: the same with more threads' expected err
}

# Names in JSON have no characters that a terminal obeys.
escaped_names() {
	name=$(printf 'a\302\205b\342\200\256c\177')
	page "$name" 1
	run "$DEHUSK" --json "$name"
	holds 'JSON: controls in names are escaped' grep -q '^{"file":"a\\u0085b\\u202ec\\u007f"' out
	rm "$name"
}

# Outputs of all sizes, one of which is larger than what is held back, and pages that fail.
same_whatever_the_jobs() {
	rm -rf many
	mkdir many
	i=0
	while [ $i -lt 300 ]; do
		page "many/$i.txt" $((i % 9 + 1))
		[ $((i % 50)) -ne 7 ] || : >"many/$i.txt"
		[ $((i % 50)) -ne 9 ] || printf '甲\377乙\n' >"many/$i.txt"
		[ $((i % 50)) -ne 11 ] || printf '\177ELF\001\001\001\000' >"many/$i.txt"
		i=$((i + 1))
	done
	yes '海边小城的早市在六点钟开张，卖鱼的人把筐摆成一排。' | head -n 20000 >many/150.txt
	for option in --body --husk --json --explain -z --dates; do
		! leaves_out 3 || continue
		status=0
		"$DEHUSK" -j1 "$option" many/* >expected 2>expected.err || status=$?
		first=$status
		for jobs in $(amount 5 '2 16' '2 5 16'); do
			run "$DEHUSK" "-j$jobs" "$option" many/*
			same "$option -j$jobs: the same bytes" expected out
			same "$option -j$jobs: the same messages" expected.err err
			holds "$option -j$jobs: the same exit status" test "$status" -eq "$first"
		done
	done
}

selection() {
	renew
	for name in .git/x.txt b/.svn/x.txt; do page "pages/$name" 2; done
	printf '\177ELF\001\001\001\000' >pages/program
	ln -s a.txt pages/link
	ln -s .. pages/up
	mkfifo pages/fifo
	run timeout 600 "$DEHUSK" -r --sources pages
	holds 'dot directories, programs, links, FIFOs are passed over' test "$status" -eq 0
	cut -f1 out >names
	# shellcheck disable=SC2086
	printf '%s\n' $order >expected
	same 'dot directories, programs, links, FIFOs are passed over: names' expected names
	grep -q 'pages/program: is a program, not text: passed over$' err &&
		grep -q 'pages/fifo: is no regular file: passed over; and 2 more pages passed over' err &&
		[ "$(grep -c '' err)" -eq 2 ] && told=true || told=false
	holds 'what is passed over: one line a kind' "$told"
	names '--include' '--include=*.txt' pages/B.txt pages/a.txt pages/b/c.txt pages/b/d/e.txt pages/b-c.txt
	names '--exclude' '--exclude=b*' pages/B.txt pages/a.txt pages/z.html
	names '--exclude a path' '--exclude=b/d' pages/B.txt pages/a.txt pages/b/c.txt pages/b-c.txt pages/z.html
	names '--include twice' '--include=[a-c].txt --include=?.html' pages/a.txt pages/b/c.txt pages/z.html
	names '--include and --exclude' '--include=*.txt --exclude=[!a].txt' pages/a.txt pages/b-c.txt
}

# names NAME OPTIONS PAGE...: with these options, these pages are taken.
names() {
	name=$1 options=$2
	shift 2
	# shellcheck disable=SC2086
	run "$DEHUSK" -q -r $options --sources pages
	cut -f1 out >names
	printf '%s\n' "$@" >expected
	same "$name" expected names
}

# --- in place ---

in_place() {
	renew
	cp want/z.html pages/z.html
	state pages/z.html >expected
	run "$DEHUSK" -r -i pages
	expect 'in place' 0
	same_tree 'in place' want pages
	state pages/z.html >actual
	same 'in place: a clean page is not touched' expected actual
	find pages -type f -exec ls -li --time-style=full-iso {} + >expected
	run "$DEHUSK" -r -i pages
	find pages -type f -exec ls -li --time-style=full-iso {} + >actual
	same 'in place, again: nothing is touched' expected actual
	left_over 'in place'
	# A page of which the cleaned one is a beginning, and one that is not in the buffer at once.
	printf '海边的早市。\n' >expected
	printf '海边的早市。\n-\n' >pages/a.txt
	run "$DEHUSK" -i pages/a.txt
	same 'in place: a result that the page begins with' expected pages/a.txt
	yes '海边小城的早市在六点钟开张，卖鱼的人把筐摆成一排。' | head -n 20000 >expected
	{ cat expected && echo -; } >pages/a.txt
	run "$DEHUSK" -i pages/a.txt
	same 'in place: a large result that the page begins with' expected pages/a.txt
	state pages/a.txt >expected
	run "$DEHUSK" -i pages/a.txt
	state pages/a.txt >actual
	same 'in place: a large page that is clean is not touched' expected actual
	for arguments in '-i' '-i -' '-i --husk single' '-i --json single' '-i -o x single' '-i --output-dir=x single' '-i/ single' \
		'--update single' '-n -' '-j0 single' '-jx single' '-j257 single' '-j single' '--output-dir= single' '--output-dir=x -'; do
		! leaves_out 4 || continue
		# shellcheck disable=SC2086
		run "$DEHUSK" $arguments </dev/null
		holds "usage error: $arguments" test "$status" -eq 2
	done
}

suffix() {
	renew
	cp -R pages before
	run "$DEHUSK" -r -i.old pages
	expect '-i.old' 0
	same '-i.old: the page' want/b/c.txt pages/b/c.txt
	same '-i.old: what was kept' before/b/c.txt pages/b/c.txt.old
	run "$DEHUSK" -r -i.old pages
	expect '-i.old again' 0
	same '-i.old again: what was kept' before/b/c.txt pages/b/c.txt.old
	page pages/a.txt 3
	cp pages/a.txt a
	run "$DEHUSK" -i.old pages/a.txt
	expect '-i.old: one is there' 1 'dehusk: pages/a.txt: a file of the name it is to be kept under .*'
	same '-i.old: one is there, and the page is intact' a pages/a.txt
	run "$DEHUSK" -i.old --force pages/a.txt
	expect '-i.old --force' 0
	same '-i.old --force: what was kept' a pages/a.txt.old
	# As a run leaves it that was killed between the two steps.
	page pages/a.txt 4
	cp pages/a.txt a
	ln -f pages/a.txt pages/a.txt.old
	run "$DEHUSK" -i.old pages/a.txt
	expect '-i.old after a kill' 0
	same '-i.old after a kill: what was kept' a pages/a.txt.old
	rm -rf before
}

dry() {
	renew
	cleaned pages/a.txt 1
	find pages -exec ls -lid --time-style=full-iso {} + >state.before
	printf '%s\n' pages/B.txt pages/b/c.txt pages/b/d/e.txt pages/b-c.txt pages/z.html >changing
	"$DEHUSK" -r -n pages >names 2>&1
	"$DEHUSK" -r -i --dry-run -j3 pages >names.jobs 2>&1
	same '-n' changing names
	same '-i -n -j3' changing names.jobs
	# With -z a page ends in NUL, so that of the one that is clean without it changes, too.
	run "$DEHUSK" -r -n -z pages
	# shellcheck disable=SC2086
	printf '%s\0' $order >expected.z
	same '-n -z' expected.z out
	run "$DEHUSK" -r --check pages
	expect '--check' 1
	run "$DEHUSK" -r --check -n pages
	same '--check -n' changing out
	holds '--check -n' test "$status" -eq 1
	run "$DEHUSK" --check pages/a.txt
	expect '--check of a clean page' 0
	run "$DEHUSK" -r -n pages --output-dir=tree
	# shellcheck disable=SC2086
	printf '%s\n' $order | sed s/pages/tree/ >expected.tree
	same '-n --output-dir' expected.tree out
	holds '-n --output-dir: nothing is made' test ! -e tree
	find pages -exec ls -lid --time-style=full-iso {} + >state.after
	same '-n, --check: nothing is written' state.before state.after
}

# Permissions, owner and attributes are as before; no set-id bits.
attributes() {
	for mode in 600 640 664 444 400; do
		page kept 1
		chmod "$mode" kept
		run "$DEHUSK" -i kept
		holds "mode $mode is kept" test "$(stat -c %a kept)" -eq "$mode"
		rm -f kept
	done
	page kept 1
	chmod 6755 kept
	run "$DEHUSK" -i kept
	holds 'set-id bits are dropped' test "$(stat -c %a kept)" -eq 755
	if [ "$(id -u)" -eq 0 ]; then
		page kept 1
		chown 12:34 kept
		run "$DEHUSK" -i kept
		holds 'owner and group are kept' test "$(stat -c %u:%g kept)" = 12:34
		run "$DEHUSK" -o kept -- want/a.txt
		holds 'owner and group are kept by -o' test "$(stat -c %u:%g kept)" = 12:34
	else
		skip 'owner and group are kept' 'only root may change them'
	fi
	rm -f kept
	page kept 1
	if setfattr -n user.origin -v crawl kept 2>err && setfacl -m u:12:rw,g::---,m::rw kept 2>err; then
		getfacl -c kept >expected
		getfattr -d kept >>expected
		run "$DEHUSK" -i kept
		expect 'attributes' 0
		getfacl -c kept >actual
		getfattr -d kept >>actual
		same 'access control list and attributes are kept' expected actual
		mkdir -p listed
		page listed/kept 1
		chmod 640 listed/kept
		setfacl -d -m u:12:rwx listed
		run "$DEHUSK" -i listed/kept
		getfacl -c listed/kept >actual
		holds 'what the directory gives to new files is not added' test "$(grep -c 'user:12' actual)" -eq 0
	else
		skip 'access control list and attributes are kept' 'setfattr and setfacl are missing, or the file system has none'
	fi
	rm -rf kept listed
}

refused() {
	renew
	ln -s a.txt pages/link
	ln pages/B.txt other
	mkfifo pages/fifo
	cp pages/a.txt a
	cp pages/B.txt B
	for name in link fifo; do
		run timeout 600 "$DEHUSK" -i "pages/$name"
		expect "in place, a $name" 1 "dehusk: pages/$name: is a .*: left alone"
	done
	run "$DEHUSK" -i /dev/null
	expect 'in place, a device' 1 'dehusk: /dev/null: is a device: left alone'
	run "$DEHUSK" -i pages
	expect 'in place, a directory' 1 'dehusk: pages: is a directory: left alone; -r takes .*'
	run "$DEHUSK" -i pages/B.txt
	expect 'in place, a hard link' 1 'dehusk: pages/B.txt: has other names \(hard links\).*'
	same 'in place, a hard link: intact' B pages/B.txt
	same 'in place, a link: what it leads to is intact' a pages/a.txt
	run timeout 600 "$DEHUSK" -r -i pages
	holds 'in place, links in a directory: exit status' test "$status" -eq 1
	holds 'in place, links in a directory: told' test "$(grep -c 'left alone\|hard links' err)" -eq 3
	cp B want/other
	same 'in place, the others are done' want/b/d/e.txt pages/b/d/e.txt
	holds 'in place, a link stays one' test -h pages/link
	run "$DEHUSK" -i --force pages/B.txt
	expect 'in place, --force breaks a hard link' 0
	same 'in place, --force: the page' want/B.txt pages/B.txt
	same 'in place, --force: the other name' B other
	# Of which nothing would be left.
	printf -- '-\n' >husk
	cp husk expected
	run "$DEHUSK" -q -i husk
	expect 'in place, nothing left' 1 'dehusk: husk: nothing would be left of it: .*'
	same 'in place, nothing left: intact' expected husk
	run "$DEHUSK" -q -i --allow-empty husk
	expect '--allow-empty' 0
	holds '--allow-empty: empty' test ! -s husk
	cp expected husk
	run "$DEHUSK" -q -o husk husk
	expect '-o, nothing left' 1 'dehusk: husk: nothing would be left of it: .*'
	same '-o, nothing left: intact' expected husk
	run "$DEHUSK" -q -o husk --allow-empty husk
	expect '-o --allow-empty' 0
	holds '-o --allow-empty: empty' test ! -s husk
	run "$DEHUSK" -i husk
	expect 'in place, an empty file' 0
	run "$DEHUSK" -o husk husk
	expect '-o, an empty file' 0
	run "$DEHUSK" -o new husk
	expect '-o, a new file that is empty' 0
	holds '-o, a new file that is empty: it is there' test -f new -a ! -s new
	rm -f new
	printf '\177ELF\001\001\001\000' >program
	cp program expected
	run "$DEHUSK" -i program
	expect 'in place, a program' 1 'dehusk: program: is a program, not text'
	same 'in place, a program: intact' expected program
	# Text of another kind, alone and below a directory, with each way to compare.
	mkdir -p saved
	printf '<!DOCTYPE html>\n<html><body><p>海边的早市。</p></body></html>\n' >saved/page.html
	printf '{"text": "海边的早市。"}\n\n\n{"text": "傍晚的船。"}\n' >saved/page.json
	cp B saved/page.txt
	cp -R saved saved.before
	for option in -i -n --check; do
		run "$DEHUSK" -q $option -r saved
		holds "$option, html: status" test "$status" -eq 1
		holds "$option, html: named" grep -qx \
			'dehusk: saved/page.html: is html, not plain text: left alone; --from=html takes it' err
		same "$option, html: intact" saved.before/page.html saved/page.html
	done
	same 'in place, JSON: intact' saved.before/page.json saved/page.json
	same 'in place, html: the others are done' want/B.txt saved/page.txt
	run "$DEHUSK" -n -r --include='*.html' saved
	holds '-n, html: no file would change' test ! -s out
	run "$DEHUSK" -q --output-dir=saved.out -r saved
	expect '--output-dir, html' 0
	holds '--output-dir, html: as text' test -s saved.out/page.html.txt -a ! -e saved.out/page.html
	# Results are newer than their pages and than the recipe when the clock has gone on.
	touch -d '1 hour ago' saved/page.html saved.out/.dehusk
	run "$DEHUSK" -q --update --stats=json --output-dir=saved.out saved/page.html
	holds '--update, html: its result is known' grep -q '"pages":0' err
	# Html beside a page that has the name of its result.
	cp saved/page.txt saved/page.html.txt
	for arguments in '-r saved' 'saved/page.html saved/page.html.txt'; do
		# shellcheck disable=SC2086
		run "$DEHUSK" -q --output-dir=saved.new $arguments
		holds "a clash with html: $arguments: status" test "$status" -eq 2
		holds "a clash with html: $arguments: told" grep -q 'saved/page.html is html, and would have the same result' err
		holds "a clash with html: $arguments: nothing is written" test ! -e saved.new
	done
	run "$DEHUSK" -q --output-dir=saved.new -r --include='*.txt' saved
	expect 'html that is left out stands in no way' 0
	run "$DEHUSK" -q --from=text --output-dir=saved.new -r saved
	expect '--from=text: html keeps its name' 0
	rm -r saved.new saved/page.html.txt
	run "$DEHUSK" -i --from=text saved/page.json
	expect 'in place, --from=text' 0
	printf '{"text": "海边的早市。"}\n\n{"text": "傍晚的船。"}\n' >expected
	same 'in place, --from=text: done' expected saved/page.json
	rm -rf saved saved.before saved.out
	run "$DEHUSK" -i no-such-file pages/a.txt
	expect 'in place, a missing file' 1 'dehusk: no-such-file: .*: No such file or directory'
	same 'in place, a missing file: the other is done' want/a.txt pages/a.txt
	left_over 'in place, refused'
	rm -f other husk program
}

# --- a tree of results ---

tree() {
	renew
	cp -R pages before
	run "$DEHUSK" -r pages --output-dir=new/tree
	expect 'a tree' 0
	same_tree 'a tree' want new/tree
	same_tree 'a tree: the pages are as they were' before pages
	rm -rf new before
	chmod 600 pages/a.txt
	chmod 700 pages/b
	for jobs in 1 2 16; do
		rm -rf tree
		run "$DEHUSK" -r -j$jobs pages --output-dir=tree
		same_tree "a tree, -j$jobs" want tree
		holds "a tree, -j$jobs: a private page stays so" test "$(stat -c %a tree/a.txt)" -eq 600
		holds "a tree, -j$jobs: a private directory stays so" test "$(stat -c %a tree/b)" -eq 700
		holds "a tree, -j$jobs: another page" test "$(stat -c %a tree/z.html)" -eq 644
	done
	touch -d '2001-01-01' tree/*.txt
	run "$DEHUSK" -r pages --output-dir=tree
	find tree -name '*.txt' ! -newer pages/a.txt >old
	holds 'a tree, again: times are renewed' test ! -s old
	rm -rf tree
	run "$DEHUSK" pages/b/c.txt pages/a.txt --output-dir=tree
	printf '%s\n' .dehusk a.txt c.txt >expected
	# shellcheck disable=SC2012
	ls -A tree >names
	same 'a tree of files: their last names' expected names
	run "$DEHUSK" -r --json pages --output-dir=tree
	"$DEHUSK" --json pages/b/c.txt >expected
	same 'a tree of --json' expected tree/b/c.txt
	run "$DEHUSK" -r --dates pages --output-dir=tree
	"$DEHUSK" --dates pages/b/c.txt >expected
	same 'a tree of --dates' expected tree/b/c.txt
	printf -- '-\n' >pages/a.txt
	cp tree/a.txt expected
	run "$DEHUSK" -q -r pages --output-dir=tree
	expect 'a tree, nothing left of a page' 1 'dehusk: tree/a.txt: nothing would be left of it: .*'
	same 'a tree, nothing left of a page: the result before' expected tree/a.txt
	left_over 'a tree'
}

# Two pages with one result, and pages and results that get into each other's way: nothing is
# written.
clashes() {
	renew
	page other/a.txt 2
	cp -R pages before
	for arguments in 'pages/a.txt other/a.txt' 'pages other' 'pages pages/a.txt' 'pages/b/c.txt pages/b'; do
		# shellcheck disable=SC2086
		run "$DEHUSK" -r $arguments --output-dir=tree
		holds "a clash: $arguments" test "$status" -eq 2 -a ! -e tree
		holds "a clash: $arguments: told" grep -q 'would have the same result' err
	done
	for arguments in 'pages --output-dir=pages' 'pages/b --output-dir=pages' 'pages/a.txt --output-dir=pages' \
		'pages/b/d --output-dir=pages/b/d/..'; do
		# shellcheck disable=SC2086
		run "$DEHUSK" -r $arguments
		holds "in the way: -r $arguments" test "$status" -eq 2
		same_tree "in the way: -r $arguments: intact" before pages
	done
	run "$DEHUSK" -r pages --output-dir=pages/clean
	expect 'a tree inside the pages' 0
	same_tree 'a tree inside the pages' want pages/clean
	run "$DEHUSK" -r pages --output-dir=pages/clean
	same_tree 'a tree inside the pages, again: it is not gone through' want pages/clean
	rm -rf before other
}

# What someone else puts into the tree leads nothing out of it.
attacks() {
	renew
	mkdir elsewhere tree
	ln -s ../elsewhere tree/b
	run "$DEHUSK" -r pages --output-dir=tree
	holds 'a directory of results is a link: refused' test "$status" -eq 1
	holds 'a directory of results is a link: told' grep -q '^dehusk: tree/b/c.txt: cannot be written: ' err
	find elsewhere -type f >found
	holds 'a directory of results is a link: nothing outside' test ! -s found
	same 'a directory of results is a link: the others are done' want/a.txt tree/a.txt
	rm -rf tree elsewhere
	mkdir tree
	page elsewhere 2
	cp elsewhere expected
	ln -s ../elsewhere tree/a.txt
	ln -s nowhere tree/B.txt
	mkdir tree/z.html
	run "$DEHUSK" -r pages --output-dir=tree
	holds 'a result is a link: refused' test "$status" -eq 1
	holds 'a result is a link: told' test "$(grep -c '^dehusk: tree/[aB].txt: is a symbolic link: left alone' err)" -eq 2
	holds 'a result is a directory: told' grep -q '^dehusk: tree/z.html: is a directory: left alone' err
	same 'a result is a link: nothing outside' expected elsewhere
	same 'a result is a link: the others are done' want/b/c.txt tree/b/c.txt
	rm -rf tree elsewhere
	# Names that lead upwards are operands like any other.
	mkdir -p deep/er
	run sh -c 'cd deep/er && "$1" ../../pages/a.txt --output-dir=../tree' sh "$DEHUSK"
	expect 'a page above' 0
	same 'a page above' want/a.txt deep/tree/a.txt
	# What has the name of a temporary file and is none.
	rm -rf deep
	page kept 1
	cp kept expected
	"$DEHUSK" kept >expected.clean
	temporary=$(find_temporary kept)
	if [ -n "$temporary" ]; then
		ln -s want "$temporary"
		run "$DEHUSK" -i kept
		holds 'a link in the place of the temporary file: refused' test "$status" -eq 1
		same 'a link in the place of the temporary file: intact' expected kept
		rm -f "$temporary"
		echo left >"$temporary"
		run "$DEHUSK" -i kept
		expect 'a temporary file that was left' 0
		same 'a temporary file that was left: done' expected.clean kept
		left_over 'a temporary file that was left'
	else
		skip 'the name of a temporary file' 'strace is missing or may not trace'
	fi
	rm -f kept
	# In a directory that is gone through, whatever its page is called.
	echo left >pages/b/.dehusk-0123456789abcdef
	run "$DEHUSK" -r -i pages
	left_over 'a temporary file that was left in a directory'
}

# The name of the temporary file for $1.
find_temporary() {
	ASAN_OPTIONS=detect_leaks=0 strace -f -qq -o strace.log -e trace=openat "$DEHUSK" -i "$1" 2>/dev/null || return 0
	page "$1" 1
	sed -n 's/.*"\(\.dehusk-[0-9a-f]*\)".*/\1/p' strace.log | head -n 1
}

# Sets the times of pages and tree as if that had been made in 2003: what is done again is told by its time.
settle() {
	find pages -type f -exec touch -d '2001-01-01' {} +
	touch -d '2002-01-01' tree/.dehusk
	find tree -name '*.*' ! -name .dehusk -exec touch -d '2003-01-01' {} +
}

# Only what is not up to date.
update() {
	renew
	run "$DEHUSK" -r pages --output-dir=tree
	settle
	find tree -name '*.*' -exec ls -lid --time-style=full-iso {} + >state.before
	run "$DEHUSK" -r pages --output-dir=tree --update
	expect '--update' 0
	find tree -name '*.*' -exec ls -lid --time-style=full-iso {} + >state.after
	same '--update: nothing is done again' state.before state.after
	page pages/b/c.txt 5
	cleaned want/b/c.txt 5
	run "$DEHUSK" -r pages --output-dir=tree --update -n
	printf 'tree/b/c.txt\n' >expected
	same '--update -n: a page is newer' expected out
	run "$DEHUSK" -r pages --output-dir=tree --update
	same_tree '--update: a page is newer' want tree
	rm tree/a.txt
	run "$DEHUSK" -r pages --output-dir=tree --update
	same_tree '--update: a result is missing' want tree
	run "$DEHUSK" -r --body pages --output-dir=tree --update
	"$DEHUSK" --body pages/b/d/e.txt >expected
	same '--update: other options' expected tree/b/d/e.txt
	settle
	find tree -name '*.*' -exec ls -lid --time-style=full-iso {} + >state.before
	run "$DEHUSK" -r --body -j2 -q --no-sync pages --output-dir=tree --update
	find tree -name '*.*' -exec ls -lid --time-style=full-iso {} + >state.after
	same '--update: the same again with options that change no result' state.before state.after
	# --line-buffered implies --rules-only, which gives other results.
	run "$DEHUSK" -r --body --line-buffered pages --output-dir=tree --update
	find tree -name '*.*' -exec ls -lid --time-style=full-iso {} + >state.after
	holds '--update: an option that implies another' test "$(grep -cxF -f state.before state.after)" -eq 0
	run "$DEHUSK" -r pages --output-dir=tree --update
	same_tree '--update: back again' want tree
	# A run that was killed is started again: here some results are missing.
	rm tree/a.txt tree/b/d/e.txt
	run "$DEHUSK" -r pages --output-dir=tree --update
	same_tree '--update after a run that did not end' want tree
}

# --- names ---

# Each is one page, below a directory.
# The rules for a Makefile, as README prints them.
recipes() {
	if ! command -v make >make.out 2>&1; then
		skip 'the rules for a Makefile' 'there is no make'
		return
	fi
	renew
	rm -rf rules
	mkdir -p rules/bin
	ln -s "$DEHUSK" rules/bin/dehusk
	mv pages rules
	sed -n '/^In a Makefile/,/^[^ I]/s/^    //p' "$srcdir/README.md" >rules/Makefile
	holds 'the rules for a Makefile: README has them' test "$(grep -c ':.*;' rules/Makefile)" -eq 3
	run env "PATH=$PWD/rules/bin:$PATH" MAKEFLAGS= make -C rules clean/b/c.txt
	holds 'a rule for one page' test "$status" -eq 0
	same 'a rule for one page: the result' want/b/c.txt rules/clean/b/c.txt
	page rules/pages/new.txt 1
	run env "PATH=$PWD/rules/bin:$PATH" MAKEFLAGS= make -C rules clean
	holds 'a rule for all pages' test "$status" -eq 0
	cleaned want/new.txt 1
	same_tree 'a rule for all pages: the results' want rules/clean
	rm -rf rules want
}

hostile_names() {
	long=$(head -c 251 /dev/zero | tr '\000' n).txt
	for octal in 'a\nb' '\033[31mred' '\377\376' 'a\\b' "it's" 'a b' '-n' '--' '*' '~' '\342\200\256evil' '\363\240\200\201\363\240\201\201tag' '\302\255\342\200\213hidden'; do
		! leaves_out 5 || continue
		# shellcheck disable=SC2059
		name=$(printf -- "$octal.")
		renew
		rm -rf pages want
		page "pages/$name" 1
		cleaned "want/$name" 1
		page "pages/$name.d/$name" 1
		cleaned "want/$name.d/$name" 1
		run "$DEHUSK" -r pages --output-dir=tree
		expect "name $octal: a tree" 0
		same_tree "name $octal: a tree" want tree
		run "$DEHUSK" -r --json pages
		expect "name $octal: --json" 0
		cd pages
		run "$DEHUSK" -i -- "$name"
		cd ..
		expect "name $octal: in place" 0
		run "$DEHUSK" -r -i pages
		same_tree "name $octal: in place" want pages
		# A failure is told without anything raw.
		ln -s nowhere "pages/$name.link"
		run "$DEHUSK" -r -i pages
		tr -d '\t\n\040-\176\200-\377' <err >rawness
		holds "name $octal: nothing raw" test ! -s rawness
		# Neither directions, nor what cannot be seen, nor tags.
		LC_ALL=C grep -e "$(printf '\302\255')" -e "$(printf '\342\200[\213-\217\252-\256]')" -e "$(printf '\342\201[\240-\257]')" \
			-e "$(printf '\357\273\277')" -e "$(printf '\363\240[\200\201]')" err >rawness || true
		holds "name $octal: nothing hidden" test ! -s rawness
		expect "name $octal: a failure" 1 'dehusk: .*: is a symbolic link: left alone'
	done
	printf '{"file":"\357\277\275\357\277\275.","file_hex":"fffe2e"' >expected
	rm -rf pages
	# shellcheck disable=SC2059
	page "$(printf '\377\376.')" 1
	run "$DEHUSK" --json "$(printf '\377\376.')"
	cut -d, -f1-2 out | tr -d '\n' >actual
	same 'a name that is not UTF-8 in --json' expected actual
	rm -rf pages want tree
	page "pages/$long" 1
	cleaned "want/$long" 1
	run "$DEHUSK" -r pages --output-dir=tree
	same_tree 'a name of 255 bytes: a tree' want tree
	run "$DEHUSK" -r -i pages
	same_tree 'a name of 255 bytes: in place' want pages
	page "pages/$long" 1
	cp "pages/$long" expected
	run "$DEHUSK" -i.old "pages/$long"
	expect 'a name of 255 bytes: with a suffix' 1 'dehusk: .*: File name too long'
	same 'a name of 255 bytes: with a suffix: intact' expected "pages/$long"
	left_over 'a name of 255 bytes'
}

# Deeper than a path may be: 50 directories of 100 bytes each, and then 300 more.
deep_paths() {
	rm -rf pages tree
	levels=$(awk 'BEGIN { while (length(name) < 100) name = name "d"; while (i++ < 50) path = path name "/"; print path }')
	mkdir pages
	page top 1
	(
		cd pages
		i=0
		while [ $i -lt 7 ]; do
			mkdir -p "$levels"
			cd -P "$levels"
			cp "$scratch/top" page.txt
			levels=$(printf %s "$levels" | tr -s d)
			i=$((i + 1))
		done
	) 2>err || true
	count_deep pages >expected
	if [ "$(cat expected)" -ne 7 ]; then
		skip 'paths over 4,096 bytes' 'they cannot be made here'
	else
		run "$DEHUSK" -r --sources pages
		expect 'paths over 4,096 bytes' 0
		holds 'paths over 4,096 bytes: all pages' test "$(grep -c '' out)" -eq 7
		cut -f1 out | tail -n 1 | tr '\n' '\0' >list
		run "$DEHUSK" --sources --files0-from=list
		holds 'a path over 4,096 bytes as operand' test "$(grep -c '' out)" -eq 1
		run "$DEHUSK" -r pages --output-dir=tree
		expect 'paths over 4,096 bytes: a tree' 0
		count_deep tree >actual
		same 'paths over 4,096 bytes: a tree' expected actual
		run "$DEHUSK" -r -i pages
		expect 'paths over 4,096 bytes: in place' 0
		run "$DEHUSK" -r --check pages
		expect 'paths over 4,096 bytes: all were cleaned' 0
		# So few descriptors do not suffice for all directories at once.
		run sh -c 'ulimit -n 64 && exec "$1" -j2 -r --sources pages' sh "$DEHUSK"
		expect 'paths over 4,096 bytes, few descriptors' 0
		holds 'paths over 4,096 bytes, few descriptors: all pages' test "$(grep -c '' out)" -eq 7
	fi
	rm -rf pages tree
}

count_deep() {
	find "$1" -name page.txt | grep -c ''
}

# make_levels COUNT: so many directories, one in the other; each fourth has a page, and a second one that is read on the way up.
make_levels() {
	rm -rf pages tree
	below=pages$(head -c "$1" /dev/zero | sed 's|\x00|/d|g')
	mkdir -p "$below"
	page top 1
	# shellcheck disable=SC2016
	find pages -type d | awk 'NR % 4 == 2 { print $0 "/a.txt\n" $0 "/z.txt" }' | xargs -n 200 sh -c 'tee "$@" <top >out' sh
}

# opened_for COUNT: the bytes of what the system is asked to open as directories, or to make, in so many levels.
opened_for() {
	make_levels "$1"
	status=0
	strace -f -qq -s 100000 -o strace.log -e trace=openat2,mkdirat "$DEHUSK" -r -j1 pages --output-dir=tree >out 2>err || status=$?
	[ "$status" -eq 0 ] && grep -q openat2 strace.log && wc -c <strace.log
}

# Directories are reached from those before them: twice the levels take no more than twice the way, not four times. A brief run
# does not look at the way.
deep_trees() {
	levels=$(amount 100 600 600)
	if [ "$levels" -eq 100 ]; then
		make_levels 100
		run "$DEHUSK" -r -j1 pages --output-dir=tree
		expect 'deep trees, one job' 0
	elif ! few=$(opened_for 300) || ! many=$(opened_for 600); then
		skip 'deep trees' 'strace cannot trace, or there is no openat2'
		return
	else
		holds "deep trees: $many bytes of paths instead of $few" test "$many" -lt $((few * 2))
	fi
	holds 'deep trees: all results' test "$(find tree -name '?.txt' -size +0 | grep -c '')" -eq $((levels / 2))
	chmod 750 "$(find pages -type d | sed -n $((levels - 2))p)"
	rm -rf tree
	run "$DEHUSK" -r -j2 pages --output-dir=tree
	expect 'deep trees, two jobs' 0
	holds 'deep trees, two jobs: all results' test "$(find tree -name '?.txt' | grep -c '')" -eq $((levels / 2))
	find tree -type d -perm 750 >found
	holds 'deep trees: permissions of directories' test "$(grep -c '' found)" -eq 1
	run "$DEHUSK" -r -i pages
	expect 'deep trees, in place' 0
	run "$DEHUSK" -r --check pages
	expect 'deep trees, in place: all were cleaned' 0
	rm -rf pages tree
}

one_stream
same_names
same_encodings
escaped_names
same_whatever_the_jobs
selection
in_place
suffix
dry
attributes
refused
tree
clashes
attacks
update
hostile_names
recipes
deep_paths
deep_trees
finish
