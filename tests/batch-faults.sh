#!/bin/sh
# SPDX-License-Identifier: MIT
# Faults while files are replaced: signals, failing system calls, full file systems, files that
# change. A file is old or new as a whole, and no temporary file is left. DEHUSK_LONG=1: 200 moments
# of each signal; else some.
# What lib.sh sets is not seen by a checker that does not follow it.
# shellcheck disable=SC2154
set -eu

. "${srcdir:-.}/tests/lib.sh"

cd "$scratch"
umask 022
[ -n "${DEHUSK_LONG-}" ] && moments=200 || moments=30

printf '海边的早市。\n来源：东山晚报 2021-03-05\n-\n' >old
printf '海边的早市。\n\n来源: 东山晚报\n2021-03-05\n' >new
old=$(cksum <old) new=$(cksum <new)

# A folder of equal pages in folders, 240 of them.
mkdir model
for folder in 1 2 3 4; do
	mkdir model/$folder
	for page in $(seq 60); do
		cp old "model/$folder/$page.txt"
	done
done

renew() {
	rm -rf pages tree
	cp -R model pages
}

left_over() {
	find . -name '.dehusk-*' >left
	holds "$1: no temporary file is left" test ! -s left
}

# --- signals ---

# kill_at SIGNAL MOMENT COMMAND...: runs the command, which the signal ends at some moment.
kill_at() {
	signal=$1 moment=$2
	shift 2
	env --default-signal=TERM,INT,HUP "$@" >out 2>err &
	pid=$!
	sleep "$moment"
	kill -s "$signal" "$pid" 2>kill.err || true
	status=0
	wait "$pid" || status=$?
}

# A number of thousandths of a second, none like the one before.
seed=1
random() {
	seed=$(((seed * 1103515245 + 12345) % 2147483648))
	echo "0.0$(((seed / 65536) % 900 + 100))"
}

signals() {
	if ! env --default-signal=INT true 2>err; then
		skip 'ended by a signal' 'env has no --default-signal'
		return
	fi
	i=0 ended=0 left=0 torn=0 partly=0
	while [ $i -lt "$moments" ]; do
		case $((i % 3)) in 0) signal=TERM ;; 1) signal=INT ;; 2) signal=HUP ;; esac
		renew
		if [ $((i % 2)) -eq 0 ]; then
			kill_at "$signal" "$(random)" "$DEHUSK" -r -i -j3 pages
			results=pages
		else
			kill_at "$signal" "$(random)" "$DEHUSK" -r -j3 pages --output-dir=tree
			results='pages tree'
		fi
		[ "$status" -ne 0 ] && [ "$status" -lt 128 ] || ended=$((ended + 1))
		[ "$status" -eq 0 ] || partly=$((partly + 1))
		# shellcheck disable=SC2086
		find $results -name '.dehusk-*' >found 2>find.err || true
		[ ! -s found ] || left=$((left + 1))
		# shellcheck disable=SC2086
		find $results -type f ! -name '.dehusk*' -exec cksum {} + 2>find.err |
			awk '{ print $1, $2 }' | sort -u >sums
		! grep -qvxF -e "$old" -e "$new" sums || torn=$((torn + 1))
		i=$((i + 1))
	done
	holds "$moments signals: ended by it, or done" test "$ended" -eq "$moments"
	holds "$moments signals: no temporary file" test "$left" -eq 0
	holds "$moments signals: each file is old or new as a whole" test "$torn" -eq 0
	holds "$moments signals: some came in time ($partly)" test "$partly" -gt 0
}

# What cannot be caught leaves a temporary file a worker, and the next run removes them.
killed() {
	i=0 torn=0 many=0 some=0
	renew
	while [ $i -lt "$moments" ]; do
		[ $((i % 5)) -ne 0 ] || renew
		kill_at KILL "$(random)" "$DEHUSK" -r -i -j3 pages
		find pages -name '.dehusk-*' >found
		[ "$(grep -c '' found)" -le 3 ] || many=$((many + 1))
		[ ! -s found ] || some=$((some + 1))
		find pages -type f ! -name '.dehusk*' -exec cksum {} + | awk '{ print $1, $2 }' | sort -u >sums
		! grep -qvxF -e "$old" -e "$new" sums || torn=$((torn + 1))
		i=$((i + 1))
	done
	holds "$moments kills: each file is old or new as a whole" test "$torn" -eq 0
	holds "$moments kills: at most a temporary file a worker (in $some of them)" test "$many" -eq 0
	run "$DEHUSK" -r -i pages
	expect "$moments kills: the next run" 0
	left_over "$moments kills, and the next run"
	find pages -type f -exec cksum {} + | awk '{ print $1, $2 }' | sort -u >sums
	echo "$new" >expected
	same "$moments kills, and the next run: all is new" expected sums
}

# A tree that a killed run has left is finished by --update.
killed_and_updated() {
	renew
	torn=0
	for moment in 0.01 0.03 0.05 0.08; do
		kill_at KILL "$moment" "$DEHUSK" -r -j3 --update pages --output-dir=tree
		[ ! -d tree ] || find tree -type f ! -name '.dehusk*' -exec cksum {} + |
			awk '{ print $1, $2 }' | sort -u >sums
		! grep -qvxF -e "$new" sums || torn=$((torn + 1))
	done
	holds 'a tree, killed: each result is whole' test "$torn" -eq 0
	run "$DEHUSK" -r --update pages --output-dir=tree
	expect 'a tree, killed: --update' 0
	left_over 'a tree, killed: --update'
	holds 'a tree, killed: all results are there' test "$(find tree -type f ! -name .dehusk | grep -c '')" -eq 240
}

# --- system calls that fail ---

# How often a call is made by the command.
count_calls() {
	strace -f -qq -e "trace=$call" -o strace.log "$@" >out 2>err || true
	grep -c '^[0-9]* *[a-z0-9]*(' strace.log || true
}

prepare() {
	rm -rf pages tree
	mkdir pages
	cp old pages/a.txt
	chmod 640 pages/a.txt
	[ "$(id -u)" -ne 0 ] || chown 12:34 pages/a.txt
	setfattr -n user.origin -v crawl pages/a.txt 2>err || true
}

# Each call of a kind fails once, whoever makes it: all is as before, or done.
failing_calls() {
	if ! strace -f -qq -o strace.log true 2>err; then
		skip 'system calls that fail' 'strace is missing or may not trace'
		return
	fi
	ASAN_OPTIONS=detect_leaks=0
	export ASAN_OPTIONS
	for mode in '-i' '-o pages/a.txt' '--output-dir=tree'; do
		for call in openat openat2 read write fsync fchmod fchown close /rename flock unlinkat mkdirat \
			/^newfstatat /^fstat$ fcntl flistxattr fgetxattr fsetxattr clone3; do
			fail_calls "$mode" "$call"
		done
	done
	for call in /^linkat$ /^renameat; do
		fail_calls -i.old "$call"
	done
	without_openat2
}

fail_calls() {
	mode=$1 call=$2
	prepare
	# shellcheck disable=SC2086
	count=$(count_calls "$DEHUSK" $mode pages/a.txt)
	i=1 bad=0 done=0
	[ "$count" -le 60 ] || count=60
	while [ $i -le "$count" ]; do
		prepare
		case $((i % 4)) in 0) error=EXDEV ;; 1) error=EIO ;; 2) error=ENOSPC ;; 3) error=EDQUOT ;; esac
		# shellcheck disable=SC2086
		run strace -f -qq -o strace.log -e "trace=$call" -e "inject=$call:error=$error:when=$i" "$DEHUSK" $mode pages/a.txt
		if ! is_sound; then
			bad=$((bad + 1))
			echo "call $i, $error: exit status $status" | cat - err
			ls -la pages tree 2>&1 || true
		fi
		[ "$status" -ne 0 ] || done=$((done + 1))
		i=$((i + 1))
	done >trouble
	[ "$count" -eq 0 ] || if [ $bad -eq 0 ]; then
		pass "$mode, each of $count $(echo "$call" | tr -d "/^\$") fails: old or new, nothing left ($done done)"
	else
		fail "$mode, each of $count $(echo "$call" | tr -d "/^\$") fails" trouble
	fi
}

# Old or new, whatever was told; done if the exit status says so; nothing left over; nobody can read
# what he could not.
is_sound() {
	result=pages/a.txt
	[ "$mode" != --output-dir=tree ] || result=tree/a.txt
	find pages tree -name '.dehusk-*' 2>/dev/null | grep -q . && return 1
	if [ "$mode" = --output-dir=tree ]; then
		cmp -s old pages/a.txt || return 1
		[ ! -e tree/a.txt ] || cmp -s new tree/a.txt || return 1
	else
		cmp -s old pages/a.txt || cmp -s new pages/a.txt || return 1
		[ "$(stat -c %a pages/a.txt)" = 640 ] || return 1
		[ "$(id -u)" -ne 0 ] || [ "$(stat -c %u:%g pages/a.txt)" = 12:34 ] || return 1
	fi
	[ "$status" -ne 0 ] || cmp -s new "$result"
}

# Where the system has no openat2(2), folders are opened name by name: that keeps to the tree as well.
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
		holds "openat2 fails with $error: the others are done" test "$(find tree/ -name '*.txt' | grep -c '')" -eq 180
		rm -rf elsewhere
	done
}

# A folder that lies in itself, which only a mount can make: told, and all else is done.
folder_loop() {
	renew
	mkdir pages/2/loop
	if ! unshare -m mount --bind pages pages/2/loop 2>err; then
		skip 'a folder that lies in itself' 'it cannot be mounted'
		return
	fi
	# shellcheck disable=SC2016
	run unshare -m sh -c 'mount --bind pages pages/2/loop && exec timeout 60 "$1" -r --sources pages' sh "$DEHUSK"
	expect 'a folder that lies in itself' 1 'dehusk: pages/2/loop: leads back to a folder it lies in'
	holds 'a folder that lies in itself: all pages once' test "$(grep -c '' out)" -eq 240
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
		(trap '' XFSZ && ulimit -f 8 && exec "$DEHUSK" -i large 2>err) || status=$?
		expect 'a file too large' 1 'dehusk: large: write error: File too large'
		same 'a file too large: intact' large.old large
		status=0
		(ulimit -f 8 && exec "$DEHUSK" -i large 2>err) || status=$?
		holds 'a file too large: ended by SIGXFSZ' test "$status" -gt 128
		same 'a file too large, SIGXFSZ: intact' large.old large
		left_over 'a file too large'
	else
		skip 'a file too large' 'this shell does not know SIGXFSZ'
	fi
}

unwritable() {
	mkdir -p folder
	cp old folder/a.txt
	cp old folder/b.txt
	if [ "$(id -u)" -eq 0 ] && chattr +i folder/a.txt 2>err; then
		run "$DEHUSK" -r -i folder
		expect 'a file that may not change' 1 'dehusk: folder/a.txt: .*: Operation not permitted'
		same 'a file that may not change: intact' old folder/a.txt
		same 'a file that may not change: the other is done' new folder/b.txt
		chattr -i folder/a.txt
		left_over 'a file that may not change'
	else
		skip 'a file that may not change' 'chattr +i needs root and a file system that has it'
	fi
	cp old folder/b.txt
	chmod 555 folder
	if [ "$(id -u)" -ne 0 ]; then
		run "$DEHUSK" -i folder/b.txt
	elif setpriv --reuid=65534 --regid=65534 --clear-groups true 2>err; then
		chmod 755 "$scratch"
		run setpriv --reuid=65534 --regid=65534 --clear-groups "$DEHUSK" -i folder/b.txt
	else
		skip 'a folder that may not be written to' 'root may write everywhere, and there is no setpriv'
		return
	fi
	expect 'a folder that may not be written to' 1 'dehusk: folder/b.txt: no temporary file .*: Permission denied'
	same 'a folder that may not be written to: intact' old folder/b.txt
	chmod 755 folder
}

# Waits until process $1 has read $2 bytes. It is looked at so often that it can only be missed if it dies.
await_reading() {
	looks=0 so_far=0
	while [ "$so_far" -lt "$2" ] && [ $((looks += 1)) -lt 1000000 ]; do
		while read -r key value; do
			[ "$key" != rchar: ] || so_far=$value
		done <"/proc/$1/io" || return 0
	done 2>proc.err
}

# The program is stopped while it reads, and the file changes.
changing() {
	if ! [ -r /proc/self/io ]; then
		skip 'files that change' 'there is no /proc/PID/io'
		return
	fi
	yes '海边小城的早市在六点钟开张，卖鱼的人把筐摆成一排。' | head -n 300000 >large.new # 22 MB
	{ cat large.new && echo -; } >large.old
	for change in 'truncate -s 1000' 'touch -d 2001-01-01' 'cp -f old' 'append'; do
		caught=0 sound=0
		for read in 1 4 7 10 13 16 19; do
			cp large.old large
			"$DEHUSK" -i large 2>err &
			pid=$!
			await_reading $pid ${read}000000
			kill -s STOP $pid 2>kill.err || true
			if [ "$change" = append ]; then
				echo - >>large
			else
				$change large
			fi
			cp large expected
			kill -s CONT $pid 2>kill.err || true
			status=0
			wait $pid || status=$?
			[ "$status" -eq 1 ] && caught=$((caught + 1))
			# If it was done before, there is nothing to see.
			if [ "$status" -eq 0 ] || cmp -s expected large; then
				sound=$((sound + 1))
			fi
		done
		holds "changed by '$change': seen ($caught of 7)" test "$caught" -gt 0
		holds "changed by '$change': what was changed stays" test "$sound" -eq 7
	done
	left_over 'files that change'
	rm -f large large.old large.new expected
}

# Two runs over the same files: what one is writing, the other leaves alone.
two_runs() {
	renew
	"$DEHUSK" -r -i -j2 pages 2>err.two &
	run "$DEHUSK" -r -i -j2 pages
	first=$status second=0
	wait $! || second=$?
	holds 'two runs at once: done, or told' test "$first" -le 1 -a "$second" -le 1
	find pages -type f -exec cksum {} + | awk '{ print $1, $2 }' | sort -u >sums
	echo "$new" >expected
	same 'two runs at once: all is new' expected sums
	left_over 'two runs at once'
}

# --- many ---

# memory_for COUNT: a folder of so many empty files; kB of memory that a run over it takes.
memory_for() {
	rm -rf many
	mkdir many
	(cd many && seq -f '%.0f.txt' "$1" | xargs touch)
	measure=$(helper measure)
	rm -f result
	"$measure" result /dev/null out "$DEHUSK" -j2 -r --body many 2>err
	cut -d' ' -f3 result
}

# 20,000 small files, into one stream, into a tree and in place.
many_files() {
	rm -rf many tree
	mkdir many
	for _ in $(seq 2000); do cat old old old old old old old old old old; done >olds
	split -l 3 -a 5 -d --additional-suffix=.txt olds many/
	"$DEHUSK" -r -j1 many >expected
	for jobs in 2 16; do
		run "$DEHUSK" -r -j$jobs many
		same "20,000 files, -j$jobs: the same bytes" expected out
	done
	run "$DEHUSK" -r many --no-sync --output-dir=tree
	expect '20,000 files: a tree' 0
	run "$DEHUSK" -r -i --no-sync many
	expect '20,000 files: in place' 0
	for folder in many tree; do
		find "$folder" -type f ! -name .dehusk -exec cksum {} + | awk '{ print $1, $2 }' >sums
		holds "20,000 files: all in $folder are new" test "$(grep -cxF "$new" sums)" -eq 20000
	done
	left_over '20,000 files'
	rm -rf many tree olds
}

many_names() {
	[ -n "${DEHUSK_LONG-}" ] && count=200000 || count=40000
	few=$(memory_for 100)
	lots=$(memory_for "$count")
	holds "$count names in a folder: $lots kB instead of $few" test $((lots - few)) -lt $((count / 10))
	rm -rf many
}

signals 2>shell.err
killed 2>shell.err
killed_and_updated 2>shell.err
failing_calls
folder_loop
small_disk
file_too_large 2>shell.err
unwritable
changing 2>shell.err
two_runs
many_files
is_sanitized || many_names
finish
