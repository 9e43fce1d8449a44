#!/bin/sh
# SPDX-License-Identifier: MIT
# Bounded memory and time on input without bounds, and output that does not wait for its end.
#
# DEHUSK_LONG=1 makes the inputs as large as they are meant to be.
# What lib.sh sets is not seen by a checker that does not follow it.
# shellcheck disable=SC2154
set -eu

. "${srcdir:-.}/tests/lib.sh"

cd "$scratch"
mkfifo fifo out-fifo hold
line='海边小城的早市在六点钟开张，卖鱼的人把筐摆成一排。'

# --- streaming ---

# streams NAME INPUT OPTION...: output appears although the input stays open. It is waited for, ten minutes at most.
streams() {
	what=$1 input=$2
	shift 2
	timeout 600 "$DEHUSK" "$@" <fifo >out-fifo &
	pid=$!
	cat "$input" - <hold >fifo &
	exec 3>hold 4<out-fifo
	first=$(dd bs=1 count=1 <&4 2>dd.err)
	holds "$what" test -n "$first"
	{ printf '%s' "$first" && cat <&4; } >out 3>&- &
	rest=$!
	exec 3>&- 4<&-
	status=0
	wait "$pid" || status=$?
	wait "$rest"
	holds "$what: exit status" test "$status" -eq 0
}

streaming() {
	printf '%s\n' "$line" >one
	yes "$line" | head -n 20000 >many
	streams '--line-buffered: a line is out while the input stays open' one --line-buffered
	same '--line-buffered: the same bytes' one out
	streams '--line-buffered --explain' one --line-buffered --explain
	printf '<!doctype html><p>%s</p>\n<p>x' "$line" >page
	streams '--line-buffered: a line of html is out when the next one begins' page --line-buffered
	streams 'output begins before the end of the input' many --rules-only
	same 'output begins before the end of the input: the same bytes' many out
	streams 'output begins when --max-page is full' many --max-page=1M
	same 'output begins when --max-page is full: the same bytes' many out
}

# --- memory ---

# The address space of the program when it has written a line, in KiB.
idle_size() {
	"$DEHUSK" --line-buffered <fifo >out-fifo &
	pid=$!
	exec 3>fifo
	echo "$line" >&3
	read -r _ <out-fifo
	sed -n 's/^VmSize:[^0-9]*\([0-9]*\) kB$/\1/p' "/proc/$pid/status"
	exec 3>&-
	wait "$pid"
}

# bounded NAME BYTES OPTION...: standard input under the limit gives so many bytes ("any": some).
bounded() {
	what=$1 bytes=$2
	shift 2
	{
		status=0
		# shellcheck disable=SC3045
		(ulimit -v "$limit" && exec "$DEHUSK" -q "$@" 2>err) || status=$?
		echo "$status" >status
	} | wc -c >size
	if [ "$(cat status)" -ne 0 ]; then
		echo "exit status $(cat status)" | cat - err >difference
		fail "$what" difference
	elif [ "$bytes" = any ] && [ "$(cat size)" -gt 0 ]; then
		pass "$what"
	elif [ "$bytes" = any ] || [ "$(cat size)" -ne "$bytes" ]; then
		echo "$(cat size) bytes, not $bytes" >difference
		fail "$what" difference
	else
		pass "$what"
	fi
}

# repeated TEXT BYTES: the text over and over, without line ends of its own.
repeated() {
	yes "$1" 2>/dev/null | tr -d '\n' | head -c "$2"
}

memory() {
	lines=$(amount 400000 400000 28000000) # 30 MB; 2.1 GB
	marks=$(amount 1000000 1000000 100000000)
	large=$(amount 30000000 30000000 300000000)
	bytes=$((lines * (${#line} + 1)))
	yes "$line" 2>yes.err | head -n "$lines" | bounded "$lines lines" "$bytes"
	{ yes "$line" 2>yes.err | head -n "$lines" && echo '来源：东山晚报 2021-03-05'; } |
		bounded "$lines lines: --dates" 11 --dates

	head -c $large /dev/zero | tr '\000' x | bounded "a line of $large bytes" $((large + 1))
	head -c $large /dev/zero | tr '\000' x | bounded "a line of $large bytes: --line-buffered" $((large + 1)) --line-buffered
	head -c $large /dev/zero | tr '\000' x | bounded "a line of $large bytes: --husk" 0 --husk
	head -c $large /dev/zero | tr '\000' x | bounded "a line of $large bytes: --json" any --json
	head -c $large /dev/zero | tr '\000' x | bounded "a line of $large bytes: --explain" any --explain
	repeated "$line" 30000000 | bounded 'a line of 30 MB of Chinese' 30000001 --body
	head -c $large /dev/zero | tr '\000' ' ' | bounded "$large blanks" 0
	{ echo 海 && head -c $large /dev/zero | tr '\000' ' ' && echo 边; } | tr -d '\n' |
		bounded "$large blanks in a line" 8
	head -c $large /dev/zero | bounded "$large NUL bytes" 0
	head -c 2000000 /dev/zero | bounded '2,000,000 empty pages' 2000000 -z
	head -c 30000000 /dev/zero | tr '\000' '\n' | bounded '30 MB of empty lines' 0
	head -c 30000000 /dev/zero | tr '\000' '\377' | bounded '30 MB of ill-formed bytes' 90000001 --encoding=utf-8

	# One mark is composed with its letter; a joiner of 2 bytes follows each 30 marks that
	# another comes after.
	joiners=$(((marks - 1) / 30))
	{ printf e && repeated "$(printf '\314\201')" $((2 * marks)); } |
		bounded "$marks combining marks" $((2 * marks + 2 * joiners + 1))

	yes x 2>yes.err | head -n 2097152 | bounded '4 MiB of one-byte lines' 4194304
	several=$(amount 1000000 1000000 2000000)
	awk -v n="$several" 'BEGIN { for (i = 1000000; i < 1000000 + n; i++) print "第" i "位客人说。" }' |
		bounded "$several different lines" $((26 * several))
	several=$(amount 400000 400000 500000)
	awk -v n="$several" 'BEGIN { for (i = 1000000; i < 1000000 + n; i++) printf "来源：甲%d报 2021-03-05%c", i, 0 }' |
		bounded "$several pages with a source each: --dates" 11 -z --dates

	repeated '<div>' 30000000 | bounded 'html: 6,000,000 nested tags' 0 --from=html
	repeated '<div>鱼' 30000000 | bounded 'html: as many with text' any --from=html
	repeated '<' 30000000 | bounded 'html: 30 MB of <' 30000001 --from=html
	repeated '&' 30000000 | bounded 'html: 30 MB of &' 30000001 --from=html
	{ printf '<p a="' && repeated x 30000000; } | bounded 'html: an endless value' 0 --from=html
	{ printf '<p ' && repeated 'a=b ' 30000000; } | bounded 'html: endless attributes' 0 --from=html
	{ printf '<!--' && repeated - 30000000; } | bounded 'html: an endless comment' 0 --from=html
	{ printf '<script><!--' && repeated '<script' 30000000; } | bounded 'html: an endless script' 0 --from=html
}

# What is held of a page is at most four times --max-page, and 16 MiB: lines that are as short, as long
# and as full of cells as they can be, with husk among them.
windows() {
	whole=$limit part=$(amount 1 1 3)
	for size in $(amount 1 1 '1 4 16'); do
		limit=$(($(idle_size) + size * 4096 + 16384))
		{ echo 首页 && echo 登录 && yes 鱼 2>yes.err | head -n $((part * 3000000)); } |
			bounded "--max-page=${size}M: lines of a character" any --max-page=${size}M
		{ echo 首页 && echo 登录 && yes "$line" 2>yes.err | head -n $((part * 400000)); } |
			bounded "--max-page=${size}M: sentences" any --max-page=${size}M
		{ echo 首页 && echo 登录 && yes "鱼    $(repeated "$line" 9000)    船" 2>yes.err | head -n $((part * 2000)); } |
			bounded "--max-page=${size}M: long lines with cells" any --max-page=${size}M
		{ echo 首页 && echo 登录 && yes "$(repeated "$line" 33000)" 2>yes.err | head -n $((part * 1000)); } |
			bounded "--max-page=${size}M: lines of 33 kB" any --max-page=${size}M --json
		yes '来源：' 2>yes.err | head -n $((part * 1000000)) |
			bounded "--max-page=${size}M: labels without a name" 0 --max-page=${size}M
	done
	limit=$whole
}

# A record is held, and its body: two buffers of twice its size at most.
records() {
	whole=$limit
	limit=$(($(idle_size) + 4 * 4096 + 16384 + 2 * 65536))
	bytes=40000000
	{ printf '{"text":"' && yes "$line\\n" 2>yes.err | tr -d '\n' | head -c $bytes && echo '"}'; } |
		bounded "a record of JSON of $bytes bytes" any --from=jsonl
	{
		printf 'WARC/1.0\r\nWARC-Type: conversion\r\nContent-Length: %s\r\n\r\n' $bytes
		yes "$line" 2>yes.err | head -c $bytes
		printf '\r\n\r\n'
	} | bounded "a WARC record of $bytes bytes" any --from=warc
	limit=$whole
}

# A line that never ends: what is decided of it leaves, and what is held does not grow. Who reads it takes so much, which ends
# the program.
endless_line() {
	bytes=$(amount 20000000 20000000 1000000000)
	{
		status=0
		# shellcheck disable=SC3045
		tr '\000' x </dev/zero 2>tr.err |
			(ulimit -v "$limit" && exec timeout 600 env --default-signal=PIPE "$DEHUSK" -q 2>err) ||
			status=$?
		echo "$status" >status
	} | head -c "$bytes" | wc -c >size
	holds 'an endless line: goes on until nobody reads it' test "$(cat status)" -eq 141
	holds 'an endless line: leaves' test "$(cat size)" -eq "$bytes"
}

# Too many sources to hold: those beyond the bound stay where they are. None is lost, none is there
# twice.
many_sources() {
	count=$(amount 200000 200000 1000000)
	awk -v n="$count" 'BEGIN { for (i = 1000000; i < 1000000 + n; i++) print "来源：甲" i "报" }' >sources
	status=0
	# shellcheck disable=SC3045
	(ulimit -v "$limit" && exec "$DEHUSK" -q <sources >out 2>err) || status=$?
	expect "$count different sources" 0
	grep -o '甲[0-9]*报' out | sort >names
	grep -o '甲[0-9]*报' sources | sort >expected
	holds "$count different sources: each once, collected or left" cmp expected names
	run "$DEHUSK" -q -e 'cut ^以下是评论$' sources
	grep -c '^来源：' out >left || true
	{ echo 以下是评论 && cat sources; } >cut-off
	run "$DEHUSK" -q -e 'cut ^以下是评论$' cut-off
	holds "$count different sources: those left are cut off, too" sh -c '[ "$(cat left)" -gt 0 ] && ! grep -q "^来源：" out'
}

# Lines of a word over and over, which rules have to give up or get through soon. One word in so many makes the longest lines.
hostile_lines() {
	grep -v '^#' "$srcdir/tests/fuzz/words" | while IFS= read -r word; do
		printf '%b\034' "$word"
	done | tr -d '\000\n\r' | tr '\034' '\n' | awk -v every="$(amount 12 3 1)" '
		$0 == "" { next }
		{
			line = $0
			while (length(line) < 60000)
				line = line line
			print substr(line, 1, 15000)
			print substr(line, 1, 60000)
		}
		NR % every == 0 {
			while (length(line) < 1000000)
				line = line line
			print substr(line, 1, 1000000)
		}' >hostile
	holds 'lines of one word: they are there' test "$(grep -c '' hostile)" -gt 200
	# Processor time, which other programs do not lengthen.
	is_sanitized && most=60 || most=6
	status=0
	"$(helper measure)" used hostile out "$DEHUSK" -q 2>err || status=$?
	expect 'lines of one word' 0
	took=$(cut -d ' ' -f 2 used)
	holds "lines of one word: $(grep -c '' hostile) within $most s" \
		awk -v took="$took" -v most="$most" 'BEGIN { exit !(took > 0 && took < most) }'
}

streaming
hostile_lines
if is_sanitized; then
	skip 'bounded memory' 'the program was built with AddressSanitizer'
elif [ ! -r /proc/self/status ] || ! sh -c 'ulimit -v 10000000' 2>/dev/null; then
	skip 'bounded memory' 'no /proc, or no ulimit -v'
else
	limit=$(($(idle_size) + $(amount 24576 24576 40960)))
	memory
	windows
	records
	endless_line
	many_sources
fi
finish
