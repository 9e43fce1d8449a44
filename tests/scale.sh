#!/bin/sh
# SPDX-License-Identifier: MIT
# Many processes that share the pages: what they write, put together, is what one run writes.
# docs/scale.md says what of it is tried here.
# What lib.sh sets is not seen by a checker that does not follow it.
# shellcheck disable=SC2154
set -eu

. "${srcdir:-.}/tests/lib.sh"

cd "$scratch"
without_leak_check
mkdir bin
# It counts the processes.
cat >bin/dehusk <<END
#!/bin/sh
echo >>'$scratch/processes'
exec '$DEHUSK' "\$@"
END
chmod +x bin/dehusk
PATH=$scratch/bin:$PATH
# parallel keeps files there.
HOME=$scratch
export HOME PATH

# --- the pages ---

# Files of each third case, but those that are refused.
mkdir pages
number=0
for case in "$cases"/*/; do
	number=$((number + 1))
	[ $((number % 3)) -eq 0 ] || continue
	page=${case%/}
	page=pages/${page##*/}.txt
	tr -d '\000' <"$case/in" >"$page"
	"$DEHUSK" -q --dates "$page" >/dev/null 2>&1 || rm "$page"
done

# A kind of record has a file of records, the option that reads it, what ends a record, and the option of sort for it; and a file
# with a record that has no page, and what is made of it.

records_z() {
	option=-z end='\0' apart='\0' sort=-z
	"$(helper as-pages)" pages/* >records
	printf '海边。\n\000PK\003\004\n\000傍晚。\n\000' >odd
	printf '海边。\n\000\000傍晚。\n\000' >odd.clean
}

records_jsonl() {
	option=--from=jsonl end='\n' apart='' sort=-s
	jsonl_of pages/* >records
	printf '{"text":"海边。"}\nno record\n{"text":"傍晚。"}\n' >odd
	printf '{"text":"海边。\\n"}\nno record\n{"text":"傍晚。\\n"}\n' >odd.clean
}
kinds=z
if command -v jq >/dev/null 2>&1; then
	kinds='z jsonl'
else
	skip 'scale: jsonl' 'no jq'
fi

# processes NAME N: the last command was at least so many.
processes() {
	holds "$1: several processes" test "$(wc -l <processes)" -ge "$2"
	rm -f processes
}

# --- one machine ---

by_parallel() {
	if ! parallel --version 2>/dev/null | grep -q '^GNU parallel'; then
		skip "scale: $kind, parallel --pipe" 'no GNU parallel'
		return
	fi
	parallel --will-cite --pipe -k -j4 --recend "$end" --block 15k dehusk "$option" -q <records >out
	same "scale: $kind, parallel --pipe -k" one out
	processes "scale: $kind, parallel --pipe -k" 3
	parallel --will-cite --pipe -j4 --recend "$end" --block 15k dehusk "$option" -q <records | sort "$sort" >out
	same "scale: $kind, parallel --pipe in any order" one.sorted out
	rm -f processes
}

by_xargs() {
	if ! echo x | xargs -P 2 true 2>/dev/null; then
		skip "scale: $kind, xargs -P" 'no xargs -P'
		return
	fi
	rm -rf clean && mkdir clean
	(cd parts && printf '%s\n' *) | xargs -P 4 -I'{}' dehusk "$option" -q -o 'clean/{}' 'parts/{}'
	cat clean/* >out
	same "scale: $kind, xargs -P" one out
	processes "scale: $kind, xargs -P" 3
	# The lines of the document: three machines with a share each.
	rm -rf clean && mkdir clean
	sed -n -e '/^    ls parts | awk/s/^    //p' -e '/^    xargs .*share/s/^    //p' "$srcdir/docs/scale.md" |
		sed "s/dehusk -z/dehusk $option/" >share.sh
	for task in 0 1 2; do
		SLURM_ARRAY_TASK_COUNT=3 SLURM_ARRAY_TASK_ID=$task sh share.sh
	done
	cat clean/* >out
	same "scale: $kind, three shares" one out
	processes "scale: $kind, three shares" 3
}

# As a framework does that takes results by their names: each piece by a process, all outputs sorted.
by_sort() {
	for part in parts/*; do
		dehusk "$option" -q <"$part" >"$part.out" &
	done
	wait
	sort "$sort" parts/*.out >out
	rm parts/*.out
	same "scale: $kind, split and sort" one.sorted out
	for output in --dates --sources --json; do
		for part in parts/*; do
			dehusk "$option" -q "$output" <"$part"
		done | sort -u >out
		"$DEHUSK" "$option" -q "$output" <records | sort -u >expected
		same "scale: $kind, split and sort: $output" expected out
	done
	processes "scale: $kind, split and sort" 3
}

# The script of the document: all tasks, of which one fails, as its part is broken, and all again.
by_array() {
	if ! bash -c 'set -o pipefail' 2>/dev/null || ! gzip </dev/null >/dev/null 2>&1; then
		skip "scale: $kind, an array of tasks" 'no bash or gzip'
		return
	fi
	sed -n '/^    #!\/bin\/bash/,/^$/s/^    //p' "$srcdir/docs/scale.md" | sed "s/dehusk -z/dehusk $option/" >clean.sh
	rm -rf array && mkdir array array/parts array/clean
	number=0
	for part in parts/*; do
		gzip -c "$part" >"array/parts/$(printf part-%05d "$number").gz"
		number=$((number + 1))
	done
	gzip -c <odd >"array/parts/$(printf part-%05d "$number").gz"
	cp array/parts/part-00001.gz whole.gz
	head -c 200 whole.gz >array/parts/part-00001.gz
	run tasks
	holds "scale: $kind, an array of tasks: a broken part fails" test "$status" -ne 0
	holds "scale: $kind, an array of tasks: it has no result" test ! -e array/clean/part-00001.gz
	holds "scale: $kind, an array of tasks: others have" test -e array/clean/part-00002.gz
	cp whole.gz array/parts/part-00001.gz
	rm -f processes
	run tasks
	expect "scale: $kind, an array of tasks: all again" 0
	holds "scale: $kind, an array of tasks: only one ran" test "$(wc -l <processes)" -eq 1
	# The task after the others has a page that is no text.
	zcat "array/clean/$(printf part-%05d "$number").gz" >out
	same "scale: $kind, an array of tasks: a page that is no text" odd.clean out
	rm "array/clean/$(printf part-%05d "$number").gz"
	zcat array/clean/part-?????.gz >out
	same "scale: $kind, an array of tasks" one out
}

# Numbers from 0; fails if any of them does.
tasks() (
	cd array
	failures=0 task=0
	while [ "$task" -le "$number" ]; do
		SLURM_ARRAY_TASK_ID=$task SLURM_JOB_ID=1$task bash ../clean.sh || failures=1
		task=$((task + 1))
	done
	return $failures
)

# Lines go through a process for each piece as Spark's pipe() has them do, in the encoding of the virtual machine.
by_java() {
	if ! java --version >/dev/null 2>&1 || ! javac --version >/dev/null 2>&1; then
		skip "scale: $kind, lines from Java" 'no JDK'
		return
	fi
	cat >Pipe.java <<'END'
import java.io.*;
import java.nio.charset.StandardCharsets;
import java.nio.file.*;
import java.util.*;

public class Pipe {
	static void write(Process process, List<String> lines) {
		try (PrintWriter out = new PrintWriter(process.getOutputStream())) {
			for (String line : lines)
				out.println(line);
		}
	}

	static void pipe(List<String> lines, String[] command, PrintStream results) throws Exception {
		Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
		new Thread(() -> write(process, lines)).start();
		BufferedReader in = new BufferedReader(new InputStreamReader(process.getInputStream()));
		for (String line; (line = in.readLine()) != null;)
			results.println(line);
		if (process.waitFor() != 0)
			throw new IOException("the program failed");
	}

	public static void main(String[] files) throws Exception {
		PrintStream results = new PrintStream(new FileOutputStream(FileDescriptor.out), false, "UTF-8");
		for (String file : files)
			pipe(Files.readAllLines(Path.of(file), StandardCharsets.UTF_8), "dehusk -q --from=jsonl".split(" "), results);
		results.flush();
	}
}
END
	rm -f processes
	: >parts/empty
	LC_ALL=C java -Dfile.encoding=UTF-8 Pipe.java parts/* >out
	rm parts/empty
	same "scale: $kind, lines from Java" one out
	processes "scale: $kind, lines from Java" 3
}

# --- WARC files ---

# The line of the document over packed files.
by_warcs() {
	if ! parallel --version 2>/dev/null | grep -q '^GNU parallel' || ! gzip </dev/null >/dev/null 2>&1; then
		skip 'scale: packed WARC files' 'no GNU parallel or gzip'
		return
	fi
	rm -rf warcs && mkdir warcs warcs/clean
	set -- pages/*
	number=$#
	wc -c "$@" | while read -r bytes page && [ "$page" != total ]; do
		printf 'WARC/1.0\r\nWARC-Type: conversion\r\nWARC-Target-URI: http://a.example/%s\r\nContent-Length: %s\r\n\r\n' \
			"$page" "$bytes"
		cat "$page" && printf '\r\n\r\n'
	done >warcs/all
	awk -v size=$((number / 4 + 1)) '
		/^WARC\/1.0\r$/ { if (count++ % size == 0) file = sprintf("warcs/%02d.warc", ++files) }
		{ print >file }' warcs/all
	"$DEHUSK" -q --from=warc <warcs/all >one
	gzip warcs/*.warc
	sed -n '/^    ls .*warc.gz/s/^    //p' "$srcdir/docs/scale.md" >warcs/run.sh
	rm -f processes
	(cd warcs && sh run.sh)
	zcat warcs/clean/*.warc.gz >out
	same 'scale: packed WARC files' one out
	processes 'scale: packed WARC files' 4
}

# --- files by their names ---

# The mapper of the document over pieces of a list of files, and JSON of several processes in one file.
by_names() {
	mkdir names
	find pages -type f | sort >list
	tr '\n' '\0' <list | "$DEHUSK" -q --json --files0-from=- >one
	sort one >one.sorted
	holds 'scale: names: there are pages' test "$(wc -l <one)" -ge 60
	sed -n 's/^    \(tr .* dehusk .*\)/\1/p' "$srcdir/docs/scale.md" >mapper.sh
	split -l 20 list names/
	for names in names/*; do
		sh mapper.sh <"$names" >"$names.out" &
	done
	wait
	sort names/*.out >out
	same 'scale: names, the mapper over pieces' one.sorted out
	processes 'scale: names, the mapper over pieces' 3
	if echo x | xargs -0 -P 2 true 2>/dev/null; then
		tr '\n' '\0' <list | xargs -0 -P 4 -n 20 dehusk -q --json -j1 >out
		sort out >out.sorted
		same 'scale: names, JSON of several processes in one file' one.sorted out.sorted
	else
		skip 'scale: names, xargs -0 -P' 'no such xargs'
	fi
}

for kind in $kinds; do
	"records_$kind"
	"$DEHUSK" "$option" -q <records >one
	if ! mkdir parts || ! split ${apart:+-t "$apart"} -l 25 records parts/ 2>/dev/null || ! sort "$sort" one >one.sorted 2>/dev/null; then
		skip "scale: $kind" 'split and sort take no such records'
		continue
	fi
	by_parallel
	by_xargs
	by_sort
	by_array
	[ "$kind" != jsonl ] || by_java
	rm -rf parts
done
by_warcs
by_names
finish
