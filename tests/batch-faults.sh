#!/bin/sh
# SPDX-License-Identifier: MIT
# Faults while files are replaced: signals, failing system calls, full file systems, files that
# change. A file is old or new as a whole, and no temporary file is left. Whatever has to come at
# some moment comes at a call of the program (moment.c). DEHUSK_LONG=1: at all calls; else at some.
# What lib.sh sets is not seen by a checker that does not follow it.
# shellcheck disable=SC2154
set -eu

. "${srcdir:-.}/tests/lib.sh"

cd "$scratch"
umask 022
without_leak_check
printf '海边的早市。\n来源：东山晚报 2021-03-05\n-\n' >old
printf '海边的早市。\n\n来源: 东山晚报\n2021-03-05\n' >new
old=$(cksum <old) new=$(cksum <new)

# make_model COUNT: a directory of equal pages in four directories, so many in each.
make_model() {
	rm -rf model
	mkdir model
	for directory in 1 2 3 4; do
		mkdir model/$directory
		for page in $(seq "$1"); do
			cp old "model/$directory/$page.txt"
		done
	done
}

renew() {
	rm -rf pages tree
	cp -R model pages
}

left_over() {
	find . -name '.dehusk-*' >left
	holds "$1: no temporary file is left" test ! -s left
}

# sums_of DIRECTORY...: of the files in them, without temporary ones; each once.
sums_of() {
	find "$@" -type f ! -name '.dehusk*' -exec cksum {} + 2>find.err | awk '{ print $1, $2 }' | sort -u >sums
}

# Notes in the file `trouble` what is wrong with the run before.
wrong() {
	echo "$moment_name: $1 (exit status $status)" >>trouble
}

# judge NAME: whether any of the runs was wrong.
judge() {
	if [ -s trouble ]; then
		fail "$1" trouble
	else
		pass "$1"
	fi
	rm -f trouble
}

# --- signals ---

# The moments at which signals come, one a line: in the middle of a run of three workers over 24 pages. A thread that is held
# stays at its call until the program has ended.
moments() {
	early=4 late=15
	for call in openat read flock write fchmod fsync renameat close; do
		later=$late late=$early early=$later
		for number in $(amount "$early" "$early" "$(seq -s ' ' 24)"); do
			echo "$call $number before hold"
			echo "$call $number after"
		done
	done
}

# Whether a temporary file has to be there at this moment.
has_temporary() {
	case $1 in write* | fchmod* | 'renameat '*' before'*) ;; *) false ;; esac
}

signals() {
	i=0
	make_model 6
	moments >list
	while read -r moment_name; do
		! leaves_out 3 || continue
		case $((i % 3)) in 0) signal=TERM ;; 1) signal=INT ;; 2) signal=HUP ;; esac
		ends=$((128 + $(number_of $signal)))
		renew
		set -- pages
		# No mode is set in a new tree.
		case $((i / 2 % 2)):$moment_name in 0:* | 1:fchmod*) ;; *) set -- pages tree ;; esac
		act="find $* -name '.dehusk-*' >there; kill -s $signal \$PPID"
		if [ $# -eq 1 ]; then
			at_moment "$moment_name" "$act" "$DEHUSK" -r -i -j3 pages >out 2>err
		else
			at_moment "$moment_name" "$act" "$DEHUSK" -r -j3 pages --output-dir=tree >out 2>err
		fi
		was_reached || wrong 'not reached'
		[ "$status" -eq "$ends" ] || wrong "not ended by SIG$signal"
		! has_temporary "$moment_name" || [ -s there ] || wrong 'no temporary file was there'
		find "$@" -name '.dehusk-*' 2>find.err >found || true
		[ ! -s found ] || wrong 'a temporary file is left'
		sums_of "$@"
		! grep -qvxF -e "$old" -e "$new" sums || wrong 'a file is neither old nor new'
		i=$((i + 1))
	done <list
	judge "$i signals: ended by each, every file is old or new as a whole, no temporary file"
}

number_of() {
	case $1 in HUP) echo 1 ;; INT) echo 2 ;; TERM) echo 15 ;; esac
}

# What cannot be caught leaves a temporary file a worker, and the next run removes them.
killed() {
	i=0
	make_model 6
	moments | grep -v hold >list
	echo "$new" >expected
	while read -r moment_name; do
		renew
		# shellcheck disable=SC2016
		at_moment "$moment_name" 'kill -s KILL $PPID' "$DEHUSK" -r -i -j3 pages >out 2>err
		was_reached || wrong 'not reached'
		[ "$status" -eq 137 ] || wrong 'not killed'
		find pages -name '.dehusk-*' >found
		[ "$(grep -c '' found)" -le 3 ] || wrong 'more than a temporary file a worker'
		! has_temporary "$moment_name" || [ -s found ] || wrong 'no temporary file is left that could be removed'
		sums_of pages
		! grep -qvxF -e "$old" -e "$new" sums || wrong 'a file is neither old nor new'
		run "$DEHUSK" -r -i pages
		[ "$status" -eq 0 ] || wrong 'the next run'
		find pages -name '.dehusk-*' >found
		[ ! -s found ] || wrong 'the next run leaves a temporary file'
		sums_of pages
		cmp -s expected sums || wrong 'after the next run not all is new'
		i=$((i + 1))
	done <list
	judge "$i kills: every file is old or new as a whole, at most a temporary file a worker, the next run does the rest"
}

# A tree that runs have left that were killed is finished by --update.
killed_and_updated() {
	make_model 6
	renew
	for moment_name in 'openat 3 before' 'write 3 after' 'renameat 4 before' 'renameat 5 after'; do
		# shellcheck disable=SC2016
		at_moment "$moment_name" 'kill -s KILL $PPID' "$DEHUSK" -r -j1 --update pages --output-dir=tree >out 2>err
		was_reached || wrong 'not reached'
		sums_of tree
		! grep -qvxF -e "$new" sums || wrong 'a result is torn'
	done
	judge 'a tree, killed: each result is whole'
	run "$DEHUSK" -r --update pages --output-dir=tree
	expect 'a tree, killed: --update' 0
	left_over 'a tree, killed: --update'
	holds 'a tree, killed: all results are there' test "$(find tree -type f ! -name .dehusk | grep -c '')" -eq 24
}

# --- system calls that fail ---

# How often a call is made by the command.
count_calls() {
	# shellcheck disable=SC2086
	strace -f $seccomp -qq -e "trace=$call" -o strace.log "$@" >out 2>err || true
	grep -c '^[0-9]* *[a-z0-9]*(' strace.log || true
}

# A page that has an owner, a mode and an attribute.
make_owned() {
	mkdir owned
	cp old owned/a.txt
	chmod 640 owned/a.txt
	[ "$(id -u)" -ne 0 ] || chown 12:34 owned/a.txt
	setfattr -n user.origin -v crawl owned/a.txt 2>err || true
	owned=$(stat -c '%a %u:%g' owned/a.txt)
}

prepare() {
	rm -rf pages tree
	cp -a owned pages
	[ "$mode" != '-i.old --force' ] || echo 'an older backup' >pages/a.txt.old
}

# Calls of a kind fail, each in a run of its own, whoever makes it: all is as before, or done.
failing_calls() {
	if ! strace -f -qq -o strace.log true 2>err; then
		skip 'system calls that fail' 'strace is missing or may not trace'
		return
	fi
	# Only the calls that are meant stop the program, where strace can do that.
	seccomp=--seccomp-bpf
	strace -f $seccomp -qq -o strace.log -e trace=openat true 2>err || seccomp=
	make_owned
	for call in openat openat2 read write fsync fchmod fchown close /rename flock unlinkat mkdirat \
		/^newfstatat /^fstat$ fcntl flistxattr fgetxattr fsetxattr clone3; do
		count_loading
		for mode in '-i' '-o pages/a.txt' '--output-dir=tree'; do
			leaves_out 4 || fail_calls
		done
	done
	for call in /^linkat$ /^renameat; do
		count_loading
		for mode in '-i.old' '-i.old --force'; do
			fail_calls
		done
	done
	without_openat2
	remote
	without_threads
}

# How many calls load the program, which is the same whatever it does: they do not fail.
count_loading() {
	case ${DEHUSK_LONG-}$call in
	write) loading=1 ;;
	[a-z/]*) loading=$(count_calls "$DEHUSK" --no-such-option) ;;
	*) loading=1 ;;
	esac
}

fail_calls() {
	prepare
	# shellcheck disable=SC2086
	count=$(count_calls "$DEHUSK" $mode pages/a.txt)
	i=$loading
	[ "$i" -lt "$count" ] || i=$count
	[ "$i" -gt 0 ] || i=1
	bad=0 done=0 tried=0 step=$(((count - i) / $(amount 1 4 100) + 1))
	while [ "$i" -le "$count" ]; do
		prepare
		case $((tried % 4)) in 0) error=EXDEV ;; 1) error=EIO ;; 2) error=ENOSPC ;; 3) error=EDQUOT ;; esac
		# shellcheck disable=SC2086
		run strace -f $seccomp -qq -o strace.log -e "trace=$call" -e "inject=$call:error=$error:when=$i" "$DEHUSK" $mode pages/a.txt
		if ! is_sound; then
			bad=$((bad + 1))
			echo "call $i, $error: exit status $status" | cat - err
			ls -la pages tree 2>&1 || true
		fi
		[ "$status" -ne 0 ] || done=$((done + 1))
		tried=$((tried + 1))
		i=$((i + step))
	done >trouble
	name=$(echo "$call" | tr -d "/^\$")
	[ "$count" -eq 0 ] || if [ $bad -eq 0 ]; then
		pass "$mode, $tried of $count $name fail: old or new, nothing left ($done done)"
	else
		fail "$mode, $tried of $count $name fail" trouble
	fi
}

# Old or new, whatever was told; done if the exit status says so; nothing left over; nobody can read
# what he could not. A backup is the older one or the page as it was.
is_sound() {
	result=pages/a.txt
	[ "$mode" != --output-dir=tree ] || result=tree/a.txt
	for left in pages/.dehusk-* tree/.dehusk-*; do
		[ ! -e "$left" ] || return 1
	done
	if [ "$mode" = '-i.old --force' ] && ! cmp -s old pages/a.txt.old; then
		[ "$(cat pages/a.txt.old)" = 'an older backup' ] && cmp -s old pages/a.txt || return 1
	fi
	if [ "$mode" = --output-dir=tree ]; then
		cmp -s old pages/a.txt || return 1
		[ ! -e tree/a.txt ] || cmp -s new tree/a.txt || return 1
	else
		cmp -s old pages/a.txt || cmp -s new pages/a.txt || return 1
		[ "$(stat -c '%a %u:%g' pages/a.txt)" = "$owned" ] || return 1
	fi
	[ "$status" -ne 0 ] || cmp -s new "$result"
}

# Where the system has no openat2(2), directories are opened name by name: that keeps to the tree as well.
without_openat2() {
	for error in ENOSYS EPERM; do
		renew
		mkdir elsewhere tree
		ln -s ../elsewhere tree/2
		run strace -f -qq -o strace.log -e trace=openat2 -e "inject=openat2:error=$error" \
			"$DEHUSK" -r -j1 pages --output-dir=tree
		holds "openat2 fails with $error: a link in the tree is refused" test "$status" -eq 1
		holds "openat2 fails with $error: told" grep -q '^dehusk: tree/2/1.txt: cannot be written: ' err
		find elsewhere -type f >found
		holds "openat2 fails with $error: nothing outside" test ! -s found
		holds "openat2 fails with $error: the others are done" test "$(find tree/ -name '*.txt' | grep -c '')" -eq 30
		rm -rf elsewhere
	done
}

# On a file system of another machine, errors of writing may show as late as at close.
remote() {
	rm -rf far
	mkdir far
	cp old far/a.txt
	set -- strace -f -qq -o strace.log -e trace=fstatfs,openat,close -e inject=fstatfs:error=ENOSYS
	run "$@" "$DEHUSK" -i --no-sync far/a.txt
	expect 'a file system that is not known' 0
	same 'a file system that is not known: the page' new far/a.txt
	temporary=$(sed -n 's/.*"\(\.dehusk-[0-9a-f]*\)".*/\1/p' strace.log | head -n 1)
	# The directory and the temporary file are closed: which of the calls is the one that tells depends on the build.
	told=0
	for i in 1 2 3 4; do
		cp old far/a.txt
		run "$@" -P "$scratch/far" -P "$scratch/far/$temporary" -e "inject=close:error=EIO:when=$i" "$DEHUSK" -i --no-sync far/a.txt
		[ "$status" -ne 0 ] || continue
		told=$((told + 1))
		expect 'an error at close' 1 'dehusk: far/a.txt: write error: Input/output error'
		same 'an error at close: the page is intact' old far/a.txt
	done
	holds 'an error at close is told' test "$told" -eq 1
	left_over 'an error at close'
}

# Where threads cannot be started, one is enough for the pages, and files are replaced only while signals are watched.
without_threads() {
	rm -rf some
	mkdir some
	cp old some/a.txt
	cp old some/b.txt
	run "$DEHUSK" -r -j2 some
	cp out expected
	for call in clone3 clone; do
		strace -f -qq -o strace.log -e "trace=$call" "$DEHUSK" -r -j2 some >out 2>err || continue
		grep -q 'CLONE_THREAD' strace.log || continue
		run strace -f -qq -o strace.log -e "trace=$call" -e "inject=$call:error=EAGAIN:when=2" "$DEHUSK" -r -j2 some
		expect 'no second thread' 0
		same 'no second thread: the output' expected out
		run strace -f -qq -o strace.log -e "trace=$call" -e "inject=$call:error=EAGAIN" "$DEHUSK" -r -j2 some
		expect 'no thread' 1 'dehusk: no thread can be started'
		run strace -f -qq -o strace.log -e "trace=$call" -e "inject=$call:error=EAGAIN" "$DEHUSK" -i some/a.txt
		expect 'no thread, in place' 1 'dehusk: no thread can be started: Resource temporarily unavailable'
		same 'no thread, in place: the page is intact' old some/a.txt
	done
}

# A directory that lies in itself, which only a mount can make: told, and all else is done.
directory_loop() {
	renew
	mkdir pages/2/loop
	if ! unshare -m mount --bind pages pages/2/loop 2>err; then
		skip 'a directory that lies in itself' 'it cannot be mounted'
		return
	fi
	# shellcheck disable=SC2016
	run unshare -m sh -c 'mount --bind pages pages/2/loop && exec timeout 60 "$1" -r --sources pages' sh "$DEHUSK"
	expect 'a directory that lies in itself' 1 'dehusk: pages/2/loop: leads back to a directory it lies in'
	holds 'a directory that lies in itself: all pages once' test "$(grep -c '' out)" -eq 40
}

# --- where nothing can be written ---

small_disk() {
	mkdir -p small
	# shellcheck disable=SC2016
	if ! unshare -m sh -c 'mount -t tmpfs -o size=64k none "$1"' sh "$scratch/small" 2>err; then
		skip 'files on a full file system' 'it cannot be mounted'
		return
	fi
	yes '海边小城的早市在六点钟开张，卖鱼的人把筐摆成一排。' | head -n 500 >large # 37 kB
	{ cat large && echo -; } >large.old
	for mode in '-i small/a.txt' 'small/a.txt --output-dir=small/tree'; do
		# shellcheck disable=SC2016
		run unshare -m sh -c '
			mount -t tmpfs -o size=64k none small && cp large.old small/a.txt || exit
			status=0
			"$1" $2 || status=$?
			cp small/a.txt a && find small -type f ! -name .dehusk && exit "$status"' sh "$DEHUSK" "$mode"
		expect "a full file system: $mode" 1 'dehusk: .*: No space left on device'
		same "a full file system: $mode: the page is intact" large.old a
		echo small/a.txt >expected
		same "a full file system: $mode: nothing else" expected out
	done
}

file_too_large() {
	yes '海边小城的早市在六点钟开张，卖鱼的人把筐摆成一排。' | head -n 3000 >large.new
	{ cat large.new && echo -; } >large.old
	if (trap '' XFSZ) 2>err; then
		cp large.old large
		status=0
		(trap '' XFSZ && ulimit -f 8 && GCOV_PREFIX=$scratch exec "$DEHUSK" -i large 2>err) || status=$?
		expect 'a file too large' 1 'dehusk: large: write error: File too large'
		same 'a file too large: intact' large.old large
		status=0
		(ulimit -f 8 && GCOV_PREFIX=$scratch exec "$DEHUSK" -i large 2>err) || status=$?
		holds 'a file too large: ended by SIGXFSZ' test "$status" -gt 128
		same 'a file too large, SIGXFSZ: intact' large.old large
		left_over 'a file too large'
	else
		skip 'a file too large' 'this shell does not know SIGXFSZ'
	fi
}

unwritable() {
	mkdir -p directory
	cp old directory/a.txt
	cp old directory/b.txt
	if [ "$(id -u)" -eq 0 ] && chattr +i directory/a.txt 2>err; then
		run "$DEHUSK" -r -i directory
		expect 'a file that may not change' 1 'dehusk: directory/a.txt: .*: Operation not permitted'
		same 'a file that may not change: intact' old directory/a.txt
		same 'a file that may not change: the other is done' new directory/b.txt
		chattr -i directory/a.txt
		left_over 'a file that may not change'
	else
		skip 'a file that may not change' 'chattr +i needs root and a file system that has it'
	fi
	cp old directory/b.txt
	chmod 555 directory
	if [ "$(id -u)" -ne 0 ]; then
		run "$DEHUSK" -i directory/b.txt
	elif setpriv --reuid=65534 --regid=65534 --clear-groups true 2>err; then
		chmod 755 "$scratch"
		run setpriv --reuid=65534 --regid=65534 --clear-groups "$DEHUSK" -i directory/b.txt
	else
		skip 'a directory that may not be written to' 'root may write everywhere, and there is no setpriv'
		return
	fi
	expect 'a directory that may not be written to' 1 'dehusk: directory/b.txt: no temporary file .*: Permission denied'
	same 'a directory that may not be written to: intact' old directory/b.txt
	chmod 755 directory
}

# The file changes while the program reads it, or before the result takes its place.
changing() {
	yes '海边小城的早市在六点钟开张，卖鱼的人把筐摆成一排。' | head -n 20000 >large.new # 1.5 MB: 24 reads
	{ cat large.new && echo -; } >large.old
	for change in 'truncate -s 1000 large' 'touch -d 2001-01-01 large' 'cp -f old large' 'echo - >>large'; do
		for moment_name in 'read 1 before' 'read 12 after' 'fsync 1 before'; do
			cp large.old large
			at_moment "$moment_name" "$change; cp large expected" "$DEHUSK" -i large 2>err
			was_reached || wrong 'not reached'
			[ "$status" -eq 1 ] || wrong 'not seen'
			cmp -s expected large || wrong 'what was changed is gone'
		done
		judge "changed by '$change': seen, and what was changed stays"
	done
	left_over 'files that change'
	rm -f large large.old large.new expected
}

# Two runs over the same files: at a moment of the first one the second one goes through all. What one is writing, the other
# leaves alone.
two_runs() {
	make_model 2
	echo "$new" >expected
	for moment_name in 'openat 2 before' 'openat 6 after' 'flock 2 before' 'write 3 before' 'fsync 2 after' 'renameat 4 before' \
		'renameat 4 after'; do
		renew
		at_moment "$moment_name" "'$DEHUSK' -r -i -j2 pages 2>err.two; echo \$? >status.two" "$DEHUSK" -r -i -j1 pages 2>err
		was_reached || wrong 'not reached'
		[ "$status" -le 1 ] && [ "$(cat status.two)" -le 1 ] || wrong 'neither done nor told'
		sums_of pages
		cmp -s expected sums || wrong 'not all is new'
		case $moment_name in
		write* | fsync* | renameat*before)
			grep -q 'pages/.*: ' err.two && [ "$(cat status.two)" -eq 1 ] || wrong 'the second run does not tell of what it left alone'
			;;
		esac
	done
	judge 'two runs at once: done, or told, and all is new'
	left_over 'two runs at once'
}

# --- many ---

# memory_for COUNT: a directory of so many empty files; kB of memory that a run over it takes.
memory_for() {
	rm -rf many
	mkdir many
	(cd many && seq -f '%.0f.txt' "$1" | xargs touch)
	measure=$(helper measure)
	rm -f result
	"$measure" result /dev/null out "$DEHUSK" -j2 -r --body many 2>err
	cut -d' ' -f3 result
}

# Many small files, into one stream, into a tree and in place.
many_files() {
	files=$(amount 500 1000 20000)
	rm -rf many tree
	mkdir many
	awk -v files="$files" '{ page = page $0 "\n" } END { while (files-- > 0) printf "%s", page }' old >olds
	split -l 3 -a 5 -d --additional-suffix=.txt olds many/
	"$DEHUSK" -r -j1 many >expected
	for jobs in 2 16; do
		run "$DEHUSK" -r -j$jobs many
		same "$files files, -j$jobs: the same bytes" expected out
	done
	run "$DEHUSK" -r many --no-sync --output-dir=tree
	expect "$files files: a tree" 0
	run "$DEHUSK" -r -i --no-sync many
	expect "$files files: in place" 0
	for directory in many tree; do
		find "$directory" -type f ! -name .dehusk -exec cksum {} + | awk '{ print $1, $2 }' >sums
		holds "$files files: all in $directory are new" test "$(grep -cxF "$new" sums)" -eq "$files"
	done
	left_over "$files files"
	rm -rf many tree olds
}

many_names() {
	count=$(amount 10000 10000 200000)
	few=$(memory_for 100)
	lots=$(memory_for "$count")
	holds "$count names in a directory: $lots kB instead of $few" test $((lots - few)) -lt $((count / 10))
	rm -rf many
}

# The shell tells of children that a signal ended.
if has_moments 2>shell.err; then
	signals 2>shell.err
	# A sanitizer does not come to say what it thinks of a program that is killed.
	is_sanitized || killed 2>shell.err
	is_sanitized || killed_and_updated 2>shell.err
	changing
	two_runs
else
	skip 'signals, kills, changes and two runs at once' 'no library can be preloaded, or env has no --default-signal'
fi
make_model 10
failing_calls
directory_loop
small_disk
file_too_large 2>shell.err
unwritable
many_files
is_sanitized || many_names
finish
