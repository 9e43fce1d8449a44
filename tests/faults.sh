#!/bin/sh
# SPDX-License-Identifier: MIT
# Faults from outside: full disks, closed descriptors, broken pipes, failing reads, hostile names.
# What lib.sh sets is not seen by a checker that does not follow it.
# shellcheck disable=SC2154
set -eu

. "${srcdir:-.}/tests/lib.sh"

nonblock=$(helper nonblock)
cd "$scratch"
# LeakSanitizer does not work under ptrace either.
without_leak_check

printf '海边的早市。\n来源：东山晚报 2021-03-05\n-\n' >in
printf '海边的早市。\n\n来源: 东山晚报\n2021-03-05\n' >good
yes '海边小城的早市在六点钟开张，卖鱼的人把筐摆成一排。' | head -n 20000 >big # 1.5 MB, which comes out as it is
mkdir directory

# The output file is the old one, and nothing lies beside it. $1 names the fault.
intact() {
	printf 'old\n' >old
	same "$1: the file is intact" old file
	left_over "$1"
}

left_over() {
	find . -name '.dehusk-*' >left
	holds "$1: no temporary file is left" test ! -s left
}

# As expect; a second line may say that the output file was not written.
expect_unwritten() {
	grep -v '^dehusk: file: not written' err >err.rest || true
	mv err.rest err
	expect "$@"
}

renew() {
	rm -f file
	printf 'old\n' >file
}

no_space='dehusk: (file: )?write error: No space left on device'

# --- writing ---

full_disk() {
	status=0
	"$DEHUSK" <in >/dev/full 2>err || status=$?
	expect 'full disk' 1 "$no_space"
	status=0
	# Who writes it sees that nobody reads on.
	{
		yes 海边的早市。 2>yes.err | head -c 20000000 2>head.err && echo all >written || echo some >written
	} | timeout 6000 "$DEHUSK" >/dev/full 2>err || status=$?
	expect 'full disk, 20 MB of input: fails' 1 "$no_space"
	holds 'full disk, 20 MB of input: gives up at once' grep -qx some written
	for output in --body --husk --dates --sources --json --explain --line-buffered; do
		! leaves_out 3 || continue
		status=0
		"$DEHUSK" $output <in >/dev/full 2>err || status=$?
		expect "full disk: $output" 1 "$no_space"
	done
	for option in --help --version; do
		status=0
		"$DEHUSK" $option >/dev/full 2>err || status=$?
		expect "full disk: $option" 1 "$no_space"
	done
	status=0
	"$DEHUSK" --no-such-option 2>/dev/full || status=$?
	holds 'full disk: a usage error is one still' test "$status" -eq 2
	status=0
	"$DEHUSK" no-such-file 2>/dev/full || status=$?
	holds 'full disk: a missing file is one still' test "$status" -eq 1
}

closed_output() {
	status=0
	"$DEHUSK" <in >&- 2>err || status=$?
	expect 'closed standard output' 1 'dehusk: write error: Bad file descriptor'
	status=0
	"$DEHUSK" </dev/null >&- 2>err || status=$?
	expect 'closed standard output, nothing to write' 0
	status=0
	"$DEHUSK" >good.again <in 2>&- || status=$?
	holds 'closed standard error' test "$status" -eq 0
	same 'closed standard error: the same bytes' good good.again
}

# The reader of a pipe goes away.
broken_pipe() {
	if ! env --default-signal=PIPE true 2>err; then
		skip 'broken pipe' 'env has no --default-signal'
	else
		yes 海边的早市。 2>yes.err | {
			status=0
			env --default-signal=PIPE "$DEHUSK" --rules-only 2>err || status=$?
			echo "$status" >status
		} | head -n 1 >out
		status=$(cat status)
		expect 'broken pipe: ended by SIGPIPE' 141
	fi
	(
		trap '' PIPE
		yes 海边的早市。 2>yes.err | {
			status=0
			"$DEHUSK" --rules-only 2>err || status=$?
			echo "$status" >status
		} | head -n 1 >out
	)
	status=$(cat status)
	expect 'broken pipe, SIGPIPE ignored' 1 'dehusk: write error: Broken pipe'
}

# A descriptor that does not block, on either side: who is at the other end waits until the program has found that out. Opened
# for both, the pipe has one description, so that the reader is a cat of its own.
nonblocking() {
	if [ "$moments" = false ]; then
		skip 'descriptors that do not block' 'no library can be preloaded'
		return
	fi
	mkfifo fifo
	exec 3<>fifo
	rm -f reached
	{ await reached && cat <fifo >out; } 3>&- &
	cat=$!
	at_moment 'poll 1 before' : timeout 6000 "$nonblock" 1 "$DEHUSK" <big >&3 3>&- 2>err
	exec 3>&-
	wait $cat
	expect 'output that does not block' 0
	holds 'output that does not block: it had to wait' test -e reached
	same 'output that does not block: the same bytes' big out
	rm -f reached
	{ await reached && cat big; } | {
		at_moment 'poll 1 before' : timeout 6000 "$nonblock" 0 "$DEHUSK" >out 2>err
		echo "$status" >status
	}
	status=$(cat status)
	expect 'input that does not block' 0
	holds 'input that does not block: it had to wait' test -e reached
	same 'input that does not block: the same bytes' big out
	rm fifo
}

file_too_large() {
	if ! (trap '' XFSZ) 2>err; then
		skip 'file too large' 'this shell does not know SIGXFSZ'
		return
	fi
	status=0
	(trap '' XFSZ && ulimit -f 8 && GCOV_PREFIX=$scratch exec "$DEHUSK" <big >out 2>err) || status=$?
	expect 'file too large' 1 'dehusk: write error: File too large'
	renew
	status=0
	(trap '' XFSZ && ulimit -f 8 && GCOV_PREFIX=$scratch exec "$DEHUSK" -o file <big 2>err) || status=$?
	expect_unwritten 'file too large, -o' 1 'dehusk: (file: )?write error: File too large'
	intact 'file too large, -o'
	status=0
	(ulimit -f 8 && GCOV_PREFIX=$scratch exec "$DEHUSK" -o file <big 2>err) || status=$?
	holds 'ended by SIGXFSZ' test "$status" -gt 128
	intact 'ended by SIGXFSZ'
}

# --- reading ---

no_input() {
	run "$DEHUSK" directory
	expect 'a directory as operand' 1 'dehusk: directory: .*Is a directory; -r reads .*'
	run "$DEHUSK" in directory in
	expect 'a directory among operands' 1 'dehusk: directory: .*Is a directory; -r reads .*'
	{ cat good && echo && cat good; } >expected
	same 'a directory among operands: the others are done' expected out
	status=0
	"$DEHUSK" <directory >out 2>err || status=$?
	expect 'a directory as standard input' 1 'dehusk: (-|standard input): .*Is a directory'
	run "$DEHUSK" in /proc/self/mem
	expect 'a read that fails' 1 'dehusk: /proc/self/mem: .*Input/output error'
	status=0
	"$DEHUSK" <&- >out 2>err || status=$?
	expect 'closed standard input' 1 'dehusk: (-|standard input): .*Bad file descriptor'
	status=0
	"$DEHUSK" in <&- >out 2>err || status=$?
	expect 'closed standard input that nobody reads' 0
	same 'closed standard input that nobody reads: the same bytes' good out
	mkdir gone
	status=0
	(cd gone && rmdir ../gone && exec "$DEHUSK") <in >out 2>err || status=$?
	expect 'a working directory that is gone' 0
	same 'a working directory that is gone: the same bytes' good out
}

# No message gets into a file that was opened as descriptor 0, 1 or 2.
closed_descriptors() {
	printf '海\377边。\n' >ill-formed
	printf '海\357\277\275边。\n' >expected
	renew
	status=0
	"$DEHUSK" -o file ill-formed <&- >&- 2>&- || status=$?
	holds 'all descriptors closed' test "$status" -eq 0
	same 'all descriptors closed: no message in the output' expected file
	renew
	status=0
	"$DEHUSK" -o file no-such-file <&- >&- 2>&- || status=$?
	holds 'all descriptors closed, a missing file' test "$status" -eq 1
	intact 'all descriptors closed, a missing file'
	cp ill-formed kept
	status=0
	"$DEHUSK" kept no-such-file <&- >&- 2>&- || status=$?
	same 'all descriptors closed: no message in an input' ill-formed kept
}

# --- system calls that fail, by strace ---

# inject RULE COMMAND...: runs it under strace with "-e inject=RULE".
inject() {
	rule=$1
	shift
	run strace -f -qq -o strace.log -e "trace=${rule%%:*}" -e "inject=$rule" "$@"
}

# The same for calls that touch the file in; without it they would hit the dynamic loader too.
inject_in() {
	rule=$1
	shift
	run strace -f -qq -o strace.log -P "$scratch/$input" -e "trace=${rule%%:*}" -e "inject=$rule" "$@"
}

calls() {
	if ! strace -qq -o strace.log true 2>err; then
		skip 'system calls that fail' 'strace is missing or may not trace'
		return
	fi
	input=big
	# The call is left out, so that a byte each is lost: the rest has to follow.
	inject write:retval=1:when=1..50 "$DEHUSK" "$scratch/big"
	expect 'short writes' 0
	tail -c +51 big >expected
	same 'short writes: the rest follows' expected out
	inject write:error=EINTR:when=1..3 "$DEHUSK" "$scratch/big"
	expect 'interrupted writes' 0
	same 'interrupted writes: the same bytes' big out
	inject_in read:error=EINTR:when=1..3 "$DEHUSK" "$scratch/big"
	expect 'interrupted reads' 0
	same 'interrupted reads: the same bytes' big out
	for when in 1 2; do
		inject_in read:error=EIO:when=$when "$DEHUSK" "$scratch/big"
		expect "read $when fails" 1 "dehusk: $scratch/big: .*Input/output error"
		renew
		inject_in read:error=EIO:when=$when "$DEHUSK" -o file "$scratch/big"
		expect_unwritten "read $when fails, -o" 1 "dehusk: $scratch/big: .*Input/output error"
		intact "read $when fails, -o"
	done
	inject_in read:error=EIO:when=1 "$DEHUSK" in "$scratch/big" in
	{ cat good && echo && cat good; } >expected
	same 'a read fails: the other operands are done' expected out
	torn_record
	replacement_calls
}

# A page that is too large to be held back leaves a torn record when it cannot be read to its end:
# the next one stands on a line of its own.
torn_record() {
	input=long
	yes '河水又清了起来，两岸的柳树也绿了。' | head -c 4000000 >long
	"$DEHUSK" --json in >expected
	inject_in read:error=EIO:when=25 "$DEHUSK" --json "$scratch/long" in
	expect 'a torn record' 1 "dehusk: $scratch/long: .*Input/output error"
	tail -n 1 out >last
	same 'a torn record: the next one is whole' expected last
	input=big
}

# Whatever fails on the way of -o, the file is as it was.
replacement_calls() {
	for rule in write:error=ENOSPC:when=1 write:error=EIO:when=2 write:error=EDQUOT:when=3 fsync:error=EIO:when=1 \
		/rename:error=EXDEV /rename:error=EACCES fchmod:error=EPERM; do
		renew
		inject "$rule" "$DEHUSK" -o file big
		expect_unwritten "-o, $rule" 1 'dehusk: file: .*'
		intact "-o, $rule"
	done
}

# --- the output file ---

output_file() {
	renew
	run "$DEHUSK" -o file in no-such-file
	expect_unwritten '-o, an input failed' 1 'dehusk: no-such-file: No such file or directory'
	intact '-o, an input failed'
	run "$DEHUSK" -o file in directory
	expect_unwritten '-o, an input is a directory' 1 'dehusk: directory: .*'
	intact '-o, an input is a directory'
	run "$DEHUSK" -o new no-such-file
	holds '-o, an input failed: no new file' test ! -e new

	chmod 640 file
	run "$DEHUSK" -o file in
	expect '-o' 0
	same '-o: the same bytes' good file
	holds '-o: the mode is kept' test "$(stat -c %a file)" = 640
	(umask 027 && exec "$DEHUSK" -o new in)
	holds '-o: a new file has the mode of new files' test "$(stat -c %a new)" = 640

	renew
	ln -s file link
	run "$DEHUSK" -o link in
	holds '-o: a symbolic link stays one' test -L link
	same '-o: what a symbolic link stands for is written' good file
	mkdir else
	printf 'old\n' >else/file
	ln -s else/file far
	run "$DEHUSK" -o far in
	same '-o: also in another directory' good else/file
	left_over '-o through a symbolic link'
	ln -s loop loop
	run "$DEHUSK" -o loop in
	expect '-o: a loop of symbolic links' 1 'dehusk: loop: .*'

	run "$DEHUSK" -o directory in
	expect '-o: a directory' 1 'dehusk: directory: .*'
	run "$DEHUSK" -o no/such/directory in
	expect '-o: no such directory' 1 'dehusk: no/such/directory: .*No such file or directory'
	run "$DEHUSK" -o in/file in
	expect '-o: a file as directory' 1 'dehusk: in/file: .*Not a directory'
	run "$DEHUSK" -o /proc/no-such-file in
	expect '-o: a directory that takes no files' 1 'dehusk: /proc/no-such-file: .*'
	run "$DEHUSK" -o /dev/full in
	expect '-o: a full device' 1 'dehusk: (/dev/full: )?write error: No space left on device'
	holds '-o: a device stays one' test -c /dev/full
	mkfifo fifo
	cat fifo >out &
	timeout 6000 "$DEHUSK" -o fifo in
	wait
	same '-o: a fifo' good out
	rm fifo
	long=$(head -c 255 /dev/zero | tr '\000' n)
	run "$DEHUSK" -o "$long" in
	expect '-o: a name of 255 bytes' 0
	same '-o: a name of 255 bytes: the same bytes' good "$long"
	left_over '-o'
}

# A file system of 64 kB.
small_disk() {
	mkdir small
	# shellcheck disable=SC2016
	if ! unshare -m sh -c 'mount -t tmpfs -o size=64k none "$1"' sh "$scratch/small" 2>err; then
		skip 'a full file system' 'it cannot be mounted'
		return
	fi
	# shellcheck disable=SC2016
	run unshare -m sh -c '
		mount -t tmpfs -o size=64k none small && cd small && echo old >file || exit
		status=0
		"$1" -o file ../big || status=$?
		cp file .. && ls -A && exit "$status"' sh "$DEHUSK"
	expect_unwritten 'a full file system' 1 "$no_space"
	intact 'a full file system'
	printf 'file\n' >expected
	same 'a full file system: no temporary file' expected out
}

# Ended by a signal at some moment: the file is old or new as a whole, and nothing lies beside it.
signals() {
	if [ "$moments" = false ]; then
		skip 'ended by a signal' 'no library can be preloaded, or env has no --default-signal'
		return
	fi
	for signal in TERM=143 HUP=129 INT=130; do
		ends=${signal#*=} signal=${signal%=*}
		: >trouble
		for call in $(amount 'openat:2 write:3 renameat:1' 'openat:2 read:9 write:1 fsync:1 renameat:1 close:1' \
			"$(seq -s ' ' -f read:%.0f 24) $(seq -s ' ' -f write:%.0f 20) openat:1 openat:2 flock:1 fsync:1 renameat:1 close:1"); do
			for edge in 'before hold' after; do
				renew
				at_moment "${call%:*} ${call#*:} $edge" "kill -s $signal \$PPID" "$DEHUSK" -o file big >out 2>err
				was_reached && [ "$status" -eq "$ends" ] || echo "$call $edge: exit status $status, not $ends" >>trouble
				printf 'old\n' | cmp -s - file || cmp -s big file || echo "$call $edge: neither old nor new" >>trouble
			done
		done
		# While it waits for input that does not come.
		mkfifo fifo
		renew
		exec 3<>fifo
		head -c 30000 big >&3
		at_moment 'read 2 before' "kill -s $signal \$PPID" "$DEHUSK" -o file fifo >out 2>err
		exec 3>&-
		[ "$status" -eq "$ends" ] && printf 'old\n' | cmp -s - file || echo "waiting for input: exit status $status, not $ends" >>trouble
		rm fifo
		same "SIG$signal: ended by it, and the file is old or new as a whole" /dev/null trouble
		left_over "SIG$signal"
	done
}

# --- names ---

# Each name leads to no file: one line on standard error, with the name quoted and nothing raw.
hostile_names() {
	# shellcheck disable=SC2016
	for octal in 'a\nb' '\033[31mred' '\a' '\377\376' 'a\\b' "it's" 'a b' '\342\200\256evil' '\302\233m' '*' '$(id)' '~'; do
		! leaves_out 4 || continue
		# shellcheck disable=SC2059
		name=$(printf "$octal.") # a last line end would be lost
		run "$DEHUSK" -- "$name"
		expect "name $octal" 1 'dehusk: .*: No such file or directory'
		clean "name $octal" err
		run "$DEHUSK" -o "$name/x" in
		expect "name $octal, -o" 1 'dehusk: .*'
		clean "name $octal, -o" err
		printf '海\377边。\n' >"$name"
		run "$DEHUSK" -- "$name"
		expect "name $octal: a warning" 0 'dehusk: .*'
		clean "name $octal: a warning" err
		for output in --explain --sources --json; do
			run "$DEHUSK" -q "$output" -- in "$name"
			expect "name $octal: $output" 0
			clean "name $octal: $output" out
		done
		rm -- "$name"
	done
	long=$(head -c 255 /dev/zero | tr '\000' n)
	cp in "$long"
	run "$DEHUSK" "$long"
	same 'a name of 255 bytes' good out
	run "$DEHUSK" "$long$long"
	expect 'a name that is too long' 1 'dehusk: n*: File name too long'
	deep=$(head -c 5000 /dev/zero | tr '\000' /)
	run "$DEHUSK" "$deep"
	expect 'a path over 4,096 bytes' 1 'dehusk: /*: reading failed: Is a directory; -r reads .*'
}

# clean NAME FILE: UTF-8, without controls, and without what turns the direction of text on a
# terminal.
clean() {
	tr -d '\t\n\040-\377' <"$2" >difference
	# What stands in quotes was to be seen, so octal and hexadecimal escapes may be there; raw
	# bytes may not.
	if [ -s difference ]; then
		fail "$1: nothing raw" "$2"
	elif ! iconv -f UTF-8 -t UTF-8 "$2" >/dev/null 2>&1; then
		fail "$1: UTF-8" "$2"
	elif [ "$2" = err ] && grep -q "$(printf '\342\200[\252-\256]\|\302[\200-\237]')" "$2"; then
		fail "$1: no overrides, no C1 controls" "$2"
	else
		pass "$1: nothing raw"
	fi
}

# --- bytes ---

one_bad_byte() {
	for _ in 1 2 3 4 5 6 7; do cat big; done >clean
	{ head -n 70000 clean && printf '甲\377乙\n' && tail -n +70001 clean; } >bad
	{ head -n 70000 clean && printf '甲\357\277\275乙\n' && tail -n +70001 clean; } >expected
	run "$DEHUSK" -q bad
	expect 'one bad byte in 10 MB' 0
	same 'one bad byte in 10 MB: one U+FFFD' expected out
	rm -f clean bad expected out
}

# The files of a directory of byte vectors: the mark goes, text matches from its first character on.
vectors() {
	if [ ! -d "${DEHUSK_VECTORS-}" ]; then
		skip 'byte vectors' 'DEHUSK_VECTORS is not set to a directory of vectors'
		return
	fi
	for file in "$DEHUSK_VECTORS"/bom/*.txt; do
		name=${file##*/}
		run "$DEHUSK" -q "$file"
		holds "vectors/bom/$name: exit status" test "$status" -eq 0
		holds "vectors/bom/$name: valid UTF-8" iconv -f UTF-8 -t UTF-8 out
		case $name in utf8-bom*)
			grep -q "$(printf '\357\273\277')" out && marks=1 || marks=0
			holds "vectors/bom/$name: the mark is gone" test "$marks" -eq 0
			;;
		esac
	done
}

# The shell tells of children that a signal ended.
has_moments 2>shell.err && moments=true || moments=false
full_disk
closed_output
broken_pipe
nonblocking
file_too_large 2>shell.err
no_input
closed_descriptors
calls
output_file
small_disk
signals 2>shell.err
hostile_names
one_bad_byte
vectors
finish
