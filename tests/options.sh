#!/bin/sh
# SPDX-License-Identifier: MIT
# The command line: options, operands, messages, exit statuses.
# What lib.sh sets is not seen by a checker that does not follow it.
# shellcheck disable=SC2154
set -eu

. "${srcdir:-.}/tests/lib.sh"

cd "$scratch"
without_leak_check

# raw NAME FILE: no control character but the line end and TAB is in it.
raw() {
	tr -d '\t\n\040-\377' <"$2" >difference
	holds "$1: nothing raw" test ! -s difference
}

# out_is NAME TEXT: what the last run wrote, TEXT being a format of printf.
out_is() {
	# shellcheck disable=SC2059
	printf -- "$2" >expected
	same "$1" expected out
}

usage_error='dehusk: [^ ].*'
kinds=$("$DEHUSK" --help | sed -n '/^Kinds of doubt/,/^$/s/^  \([a-z-]*\) .*/\1/p')
printf '海边的早市。\n来源：东山晚报 2021-03-05\n-\n' >one
printf '傍晚的船。\n来源：北岭新闻\n来源：东山晚报 2021-03-04\n' >two
one='海边的早市。\n\n来源: 东山晚报\n2021-03-05\n'
two='傍晚的船。\n\n来源: 东山晚报\n2021-03-04\n\n来源: 北岭新闻\n'

help_and_version() {
	for option in -h --help; do
		run "$DEHUSK" $option
		expect "options $option" 0
		holds "options $option: usage" grep -q '^Usage: dehusk ' out
		[ $option = --help ] || { cp out short && continue; }
		same 'options -h and --help: the same' short out
		for name in from encoding output null-data body husk dates sources json explain facts rules-only max-page line-buffered strict quiet stats \
			recursive output-dir in-place jobs include exclude files0-from color heading no-heading rule-file rule no-default-rules check-rules list-rules update dry-run check force \
			allow-empty no-sync help version; do
			holds "options $option: tells of --$name" grep -q -e "--$name" out
		done
		awk 'length > 80' out >difference
		holds "options $option: at most 80 columns" test ! -s difference
	done
	for option in -V --version; do
		run "$DEHUSK" $option
		expect "options $option" 0
		holds "options $option: name and number" grep -Eqx 'dehusk [0-9]+\.[0-9]+.*' out
		holds "options $option: the digest of the rules" grep -Eqx 'built-in rules: [0-9a-f]{16}' out
		holds "options $option: PCRE2" grep -Eqx 'PCRE2: 10\.[0-9]+ [0-9-]{10}, (JIT|no JIT)' out
		holds "options $option: libunistring" grep -Eqx 'libunistring: [0-9]+(\.[0-9]+)+' out
		holds "options $option: vectors" grep -Eqx 'vectors: (AVX2|none)' out
		holds "options $option: no other line" test "$(grep -c '' out)" -eq 5
	done
}

# Usage errors: status 2, nothing written, nothing touched, a message that names the program.
usage_errors() {
	for arguments in --no-such-option -j -x --from --from= --from=html5 --stats=xml --strict= --strict=xml '--body --husk' '--dates --json' '--sources --explain' \
		'--husk --dates' --color --color=sometimes -f -e '-f - -' '-f - one -' '-f - -r one --files0-from=-' '--facts --json' '--body --facts' '--json --sources' '--explain --body' -o '--output' '--body=1' '-qx'; do
		# shellcheck disable=SC2086
		run "$DEHUSK" $arguments <one
		if [ "$status" -eq 2 ] && [ ! -s out ] && head -n 1 err | grep -Eq "^$usage_error"; then
			pass "usage error: $arguments"
		else
			echo "status $status" | cat - err out >difference
			fail "usage error: $arguments" difference
		fi
	done
	echo old >file
	run "$DEHUSK" -o file --no-such-option one
	holds 'usage error: the output file is not touched' grep -qx old file
	run "$DEHUSK" "$(printf '\033[31m--red')" --"$(printf 'a\033[31m')"
	raw 'usage error' err
}

operands() {
	run "$DEHUSK" one two
	expect 'two operands' 0
	out_is 'two operands: an empty line between' "$one\n$two"
	run "$DEHUSK" - <one
	out_is 'operand -' "$one"
	run "$DEHUSK" two - <one
	out_is 'operand - beside another' "$two\n$one"
	run "$DEHUSK" one -q --body two
	out_is 'options after operands' '海边的早市。\n\n傍晚的船。\n'
	cp one ./-q
	run "$DEHUSK" -- -q
	out_is '--: an operand that begins with -' "$one"
	run "$DEHUSK" ./-q
	out_is './-q' "$one"
	printf '%s\n' - >husk
	run "$DEHUSK" -q one husk two
	out_is 'a page of which nothing is left leaves no gap' "$one\n$two"
	run "$DEHUSK" -q husk two husk
	out_is 'no gap before the first or after the last' "$two"
	run "$DEHUSK" -z one two
	out_is '-z: each result ends in NUL' "$one\\000$two\\000"
	run "$DEHUSK" --null-data one two
	out_is '--null-data' "$one\\000$two\\000"
	run "$DEHUSK" --quiet one husk two
	expect '--quiet: no warning' 0
	run "$DEHUSK" one no-such-file two
	expect 'a missing operand' 1 'dehusk: no-such-file: No such file or directory'
	out_is 'a missing operand: the others are done' "$one\n$two"
	run "$DEHUSK" -q no-such-file
	expect 'a missing operand: -q is no excuse' 1 'dehusk: no-such-file: No such file or directory'
	run "$DEHUSK" ''
	expect 'an empty name' 1 "dehusk: '': No such file or directory"
}

outputs() {
	run "$DEHUSK" --dates one two
	out_is '--dates: of all pages' '2021-03-04\n2021-03-05\n'
	run "$DEHUSK" --sources one two
	out_is '--sources: the file in front' 'one\t东山晚报\t2021-03-05\ntwo\t东山晚报\t2021-03-04\ntwo\t北岭新闻\t\n'
	run "$DEHUSK" --husk one two
	expect '--husk' 0
	grep . out >lines
	printf '来源：东山晚报 2021-03-05\n-\n来源：北岭新闻\n来源：东山晚报 2021-03-04\n' >expected
	same '--husk: of all pages' expected lines
	run "$DEHUSK" --explain one
	holds '--explain: the file in front' grep -qx "one	1	kept	-	海边的早市。		" out
	holds '--explain: a rule by its name' grep -Eqx 'one	3	dropped	[a-z][a-z0-9-]*	-	0	1' out
	raw '--explain: no colour but on a terminal' out
	for option in --rules-only --line-buffered '--rules-only --line-buffered'; do
		# shellcheck disable=SC2086
		run "$DEHUSK" $option one two
		out_is "$option: the same" "$one\n$two"
	done
}

# The names of files above their texts.
headings() {
	mkdir dir
	cp two dir/two && cp one twin
	for jobs in 1 2; do
		run "$DEHUSK" -j$jobs --heading one dir/two - <twin
		expect "--heading, -j$jobs" 0
		out_is "--heading, -j$jobs: above each text" "one\n$one\ndir/two\n$two\n<stdin>\n$one"
		run "$DEHUSK" -q -j$jobs --heading --husk husk one
		out_is "--heading --husk, -j$jobs" 'husk\n-\n\none\n来源：东山晚报 2021-03-05\n-\n'
		run "$DEHUSK" -q -j$jobs --heading --body husk one two
		out_is "--heading --body, -j$jobs: none without a text" 'one\n海边的早市。\n\ntwo\n傍晚的船。\n'
		run "$DEHUSK" -j$jobs --heading --color=always --line-buffered one dir/two
		out_is "--heading in colour, -j$jobs" "\033[35mone\033[0m\n$one\n\033[35mdir/two\033[0m\n$two"
	done
	printf '来源：东山晚报\n' >source
	run "$DEHUSK" --heading source
	out_is '--heading: above sources alone' 'source\n来源: 东山晚报\n'
	name=$(printf 'a b\033[31m\n\377')
	cp one "./$name"
	run "$DEHUSK" --heading "$name"
	out_is '--heading: a name as messages have it' "'a b'\$'\\\\033''[31m'\$'\\\\n'''\$'\\\\377'''\\n$one"
	rm "./$name"
	run "$DEHUSK" --heading --no-heading one two
	out_is '--no-heading: the last one counts' "$one\n$two"
	run "$DEHUSK" -r dir one
	out_is 'no heading but on a terminal' "$two\n$one"
	for option in --json --dates --sources --explain --list-rules -z --from=jsonl --from=warc -i -n --check '-o made' --output-dir=made; do
		# shellcheck disable=SC2086
		run "$DEHUSK" --heading $option one
		holds "--heading $option: a usage error" test "$status" -eq 2 -a ! -s out
		holds "--heading $option: is told" grep -q '^dehusk: --heading is for ' err
	done
	holds '--heading: nothing is touched' test ! -e made
	rm -r dir
}

# on_terminal ENVIRONMENT WORD...: runs the words in a terminal, with what the shell makes of the first one.
on_terminal() {
	environment=$1
	shift
	script -qec "env -u TERM -u NO_COLOR $environment '$DEHUSK' $*" /dev/null </dev/null >shown 2>err
	tr -d '\r' <shown >out
}

headings_on_terminal() {
	if ! script -qec true /dev/null >/dev/null 2>&1 </dev/null; then
		skip 'headings on a terminal' 'there is no script(1)'
		return
	fi
	on_terminal TERM=xterm one two
	out_is 'on a terminal: headings in colour' "\033[35mone\033[0m\n$one\n\033[35mtwo\033[0m\n$two"
	for environment in TERM=dumb '' 'TERM=xterm NO_COLOR=1'; do
		on_terminal "$environment" one two
		out_is "on a terminal, $environment: no colour" "one\n$one\ntwo\n$two"
		on_terminal "$environment" --explain one
		raw "on a terminal, $environment: --explain" out
	done
	on_terminal 'TERM=xterm NO_COLOR=' --explain one
	holds 'on a terminal: --explain in colour' grep -q "$(printf '\033')\[3[12]m" out
	on_terminal TERM=xterm --color=never one two
	out_is 'on a terminal: --color=never' "one\n$one\ntwo\n$two"
	on_terminal TERM=dumb --color=always one two
	out_is 'on a terminal: --color=always' "\033[35mone\033[0m\n$one\n\033[35mtwo\033[0m\n$two"
	on_terminal TERM=xterm one
	out_is 'on a terminal: one file has no heading' "$one"
	on_terminal TERM=xterm --no-heading one two
	out_is 'on a terminal: --no-heading' "$one\n$two"
	on_terminal TERM=xterm -z one two
	out_is 'on a terminal: -z has no headings' "$one\\000$two\\000"
}

max_page() {
	for size in 1 100 64K 64k 4M 1G; do
		run "$DEHUSK" --max-page=$size one two
		out_is "--max-page=$size: the same" "$one\n$two"
	done
	for size in '' 0 -1 4X 4MB K 0x10 1.5M ' 4M' 99999999999999999999 9999999999999G; do
		! leaves_out 3 || continue
		run "$DEHUSK" "--max-page=$size" one
		holds "--max-page='$size': a usage error" test "$status" -eq 2 -a ! -s out
	done
}

# Checked by a reader of JSON that is not ours.
json() {
	cat "$cases"/*/in >all
	"$DEHUSK" -q --body all >expected
	"$DEHUSK" -q --json all >out
	holds '--json: one line a page' test "$(grep -c '' out)" -eq 1
	if ! command -v jq >/dev/null 2>&1; then
		skip '--json: read by jq' 'no jq'
		return
	fi
	jq -j .text out >text
	same '--json: the text is that of --body' expected text
	jq -r '.sources[] | .name as $name | if .dates == [] then [$name, ""] else (.dates[] | [$name, .]) end | @tsv' out >rows
	"$DEHUSK" -q --sources all | cut -f 2- >expected
	same '--json: the sources are those of --sources' expected rows
	"$DEHUSK" -q --json one two "$scratch/all" | jq -r .file >names
	printf '%s\n' one two "$scratch/all" >expected
	same '--json: file names' expected names
	holds '--json: keys' jq -e 'keys_unsorted == ["file", "encoding", "title", "text", "chars", "script", "digest", "published", "author", "editor", "site", "url", "sources", "main_text", "rule_digests", "counts"]' out
}

stats() {
	run "$DEHUSK" --stats one
	out_is '--stats: the output is the same' "$one"
	holds '--stats: on standard error' grep -q '[0-9]' err
	holds '--stats: pages whose main text is unsure' grep -Eqx ' +0  unsure_text' err
	run "$DEHUSK" --stats=json one two
	out_is '--stats=json: the output is the same' "$one\n$two"
	holds '--stats=json: one line' test "$(grep -c '' err)" -eq 1
	for count in '"pages":2' '"lines":6' '"kept":2' '"empty":0' '"collected":3' '"dropped":1' '"ill_formed":0' \
		'"unread_dates":0' '"limit_hits":0' '"long_lines":0' '"unsure_text":0'; do
		holds "--stats=json: $count" grep -q "${count}[,}]" err
	done
	run "$DEHUSK" -q --stats=json one
	holds '--stats=json: -q does not silence it' grep -q '"lines":3' err
	if command -v jq >/dev/null 2>&1; then
		holds '--stats=json: JSON' jq -e .  err
	fi
}

# --- what is written where ---

output_file() {
	run "$DEHUSK" -o made one
	expect '-o FILE' 0
	holds '-o FILE: nothing on standard output' test ! -s out
	cp made out
	out_is '-o FILE: the same bytes' "$one"
	run "$DEHUSK" --output=made two
	cp made out
	out_is '--output=FILE: an older one is replaced' "$two"
	run "$DEHUSK" -omade one two
	cp made out
	out_is '-oFILE: all pages' "$one\n$two"
	cp one itself
	run "$DEHUSK" -o itself itself two
	cp itself out
	out_is '-o FILE: may be an input' "$one\n$two"
	run "$DEHUSK" -o - one
	out_is '-o -: standard output' "$one"
	run "$DEHUSK" -q -o nothing husk
	holds '-o FILE: an empty result' test -e nothing -a ! -s nothing
	run "$DEHUSK" -o '' one
	holds '-o with an empty name' test "$status" -eq 2
}

doubt() {
	printf '海\377边。\n' >ill-formed
	for option in --strict '--strict -q'; do
		# shellcheck disable=SC2086
		run "$DEHUSK" $option ill-formed
		holds "$option: ill-formed bytes" test "$status" -eq 1
		out_is "$option: the output is the same" '海\357\277\275边。\n'
	done
	run "$DEHUSK" ill-formed
	expect 'ill-formed bytes: a warning' 0 'dehusk: ill-formed: .*'
	run "$DEHUSK" -q ill-formed
	expect 'ill-formed bytes: -q' 0
	for page in 1 2 3 4 5 6; do cp ill-formed "bad$page"; done
	run "$DEHUSK" bad1 bad2 bad3 bad4 bad5 bad6
	holds 'one kind of warning: named for three pages' test "$(grep -c '^dehusk: bad[0-9]: ' err)" -eq 3
	holds 'one kind of warning: then counted' test "$(grep -c '3 more' err)" -eq 1
	run "$DEHUSK" -q --strict husk
	expect '--strict: a page left empty' 1
	run "$DEHUSK" -q husk
	expect 'a page left empty' 0
	run "$DEHUSK" --strict one two
	expect '--strict: nothing doubtful' 0
}

# A page for each kind of doubt that a page can be made to have, named after it.
doubtful_pages() {
	mkdir doubts
	printf '海\377边。\n' >doubts/ill-formed
	printf '\272\243\261\337\n' >doubts/unsure-encoding
	cp "$cases/mojibake-bytes/in" doubts/mojibake
	yes 海边的早市。 | head -n 60000 | tr -d '\n' >doubts/long-lines
	awk 'BEGIN { for (i = 0; i < 65537; i++) print "来源: 报" i " 2020-11-27" }' >doubts/sources-left
	cp "$cases/several-pages/in" doubts/several-pages
	cp husk doubts/nothing-left
	printf '#!/bin/sh\necho 海边\n' >doubts/other-kind
}

# Each kind finds its own doubt and minds no other.
strict_kinds() {
	doubtful_pages
	for kind in $kinds; do
		! leaves_out 3 || continue
		set --
		for page in doubts/*; do
			[ "doubts/$kind" = "$page" ] || [ "$page" = doubts/sources-left ] || set -- "$@" "$page"
		done
		run "$DEHUSK" -q --dates --strict="$kind" "$@"
		expect "--strict=$kind: no other" 0
		[ -e "doubts/$kind" ] || continue
		run "$DEHUSK" -q --dates --strict="$kind" "doubts/$kind"
		expect "--strict=$kind: its page" 1
	done
	# That page takes long, so all kinds are asked at once.
	# shellcheck disable=SC2086
	others=$(printf '%s\n' $kinds | grep -vx sources-left | tr '\n' ,)
	run "$DEHUSK" -q --dates --strict="${others%,}" doubts/sources-left
	expect '--strict=KIND,...: sources-left is no other' 0
	for page in doubts/*; do
		run "$DEHUSK" -q --dates --strict "$page"
		expect "--strict: $page" 1
	done
	for option in --strict=ill-formed,nothing-left '--strict=ill-formed --strict=nothing-left' \
		'--strict=nothing-left,ill-formed,nothing-left' '--strict --strict=long-lines' '--strict=long-lines --strict'; do
		for page in ill-formed nothing-left; do
			# shellcheck disable=SC2086
			run "$DEHUSK" -q --dates $option doubts/$page
			expect "$option: $page" 1
		done
	done
	run "$DEHUSK" -q --dates --strict=ill-formed,nothing-left doubts/several-pages
	expect '--strict=KIND,KIND: no other' 0
	run "$DEHUSK" -q --dates --strict=nothing-left doubts/*
	expect '--strict=KIND: one page of several' 1
}

strict_wrong_kinds() {
	there_are='there are( [a-z-]+,)+ [a-z-]+'
	for wrong in '' ',' 'ill-formed,' ',ill-formed' ill-formed,,nothing-left ill ill-formed-bytes Ill-Formed ' ill-formed' \
		ill_formed no-such-kind ill-formed,no-such-kind; do
		! leaves_out 4 || continue
		run "$DEHUSK" --strict="$wrong" one
		sed 1d err >help
		sed -n 1p err >err.first && mv err.first err
		expect "--strict='$wrong'" 2 "dehusk: --strict: unknown kind [^ ]*.*; $there_are"
		holds "--strict='$wrong': nothing written" test ! -s out -a -s help
	done
	run "$DEHUSK" --strict="$(printf 'a\033[31m')"
	raw '--strict: an unknown kind' err
}

# One table has the kinds: who writes of them by hand writes of all.
strict_is_documented() {
	holds '--help: kinds of doubt' test "$(echo "$kinds" | wc -l)" -ge 8
	run "$DEHUSK" --strict='?' one
	echo "$kinds" | tr '\n' ',' | sed 's/,$//; s/,/, /g' >expected
	sed -n 's/.*; there are //p' err | tr -d '\n' >told
	same '--strict: the message names the kinds of --help' expected told
	sed -n 's/^\.It Cm \([a-z-]*\)$/\1/p' "$srcdir/man/dehusk.1" >listed
	for kind in $kinds; do
		holds "the manual page has $kind" grep -qx -e "$kind" listed
	done
}

# The groups of --help are the subsections of the manual page, with the same options in the same order.
groups_are_documented() {
	"$DEHUSK" --help | sed -n -e 's/^ \([A-Z].*\):$/\1/p' -e 's/^  .*--\([a-z0-9-]*\).*  .*/\1/p' -e 's/^  .*--\([a-z0-9-]*\)\[=[A-Z,.]*\] .*/\1/p' |
		sed '/^version$/q' >expected
	holds '--help: six groups' test "$(grep -c '^[A-Z]' expected)" -eq 6
	sed -n -e '/^\.Sh FILES/q' -e 's/^\.Ss //p' -e 's/^\.It.* Fl -\([a-z0-9][a-z0-9-]*\).*/\1/p' "$srcdir/man/dehusk.1" >listed
	same 'the manual page has the groups of --help' expected listed
}

# README, the manual page and --help name one command to make text of a saved page.
saved_page_is_documented() {
	command=$("$DEHUSK" --help | sed -n 's/^  \(w3m .*\)/\1/p')
	holds '--help: a saved page' test -n "$command"
	for document in README.md man/dehusk.1; do
		grep '^ .*w3m \|^\.Dl .*w3m ' "$srcdir/$document" | sed 's/^.*w3m /w3m /' | sort -u >named
		holds "$document: a saved page" test "$(cat named)" = "$command"
	done
}

# The options that may be meant are named.
ambiguous_options() {
	run "$DEHUSK" --st
	holds 'an ambiguous option' test "$status" -eq 2
	holds 'an ambiguous option: the candidates' \
		grep -qx 'dehusk: option --st is ambiguous: --strict, --stats' err
	run "$DEHUSK" --in=a
	holds 'an ambiguous option with an argument' grep -q 'is ambiguous: --include, --in-place$' err
	run "$DEHUSK" --no-such
	holds 'an unknown option' grep -qx 'dehusk: unknown option --no-such' err
}

# Without operands on a terminal.
waits_for_input() {
	if ! script -qec true /dev/null >/dev/null 2>&1 </dev/null; then
		skip 'input from a terminal' 'there is no script(1)'
		return
	fi
	script -qec "'$DEHUSK'" /dev/null </dev/null >out 2>err || true
	holds 'input from a terminal: told' grep -q 'dehusk: reads from the terminal until Ctrl-D' out
	script -qec "'$DEHUSK' -r" /dev/null </dev/null >out 2>err || true
	holds 'input from a terminal, -r: told' grep -q 'Ctrl-D; -r needs the name of a directory' out
	script -qec "'$DEHUSK' -q" /dev/null </dev/null >out 2>err || true
	holds 'input from a terminal, -q: silent' test "$(grep -c 'dehusk:' out)" -eq 0
}

# threads_for REDIRECTION: how many threads a run on a terminal starts whose output goes there.
threads_for() {
	script -qec "strace -f -qq -o threads -e trace=clone,clone3 '$DEHUSK' -r -j1 many $1" /dev/null </dev/null >shown 2>err || true
	grep -c CLONE_THREAD threads || true
}

# How far a run is goes to a terminal where nothing else does: into a pipe, a pager may show what comes. Two threads count the
# pages and show the line, after a time for which no test waits.
shows_progress() {
	if ! script -qec true /dev/null >/dev/null 2>&1 </dev/null || ! strace -f -qq -o strace.log true 2>err; then
		skip 'progress' 'there is no script(1), or strace may not trace'
		return
	fi
	mkdir many
	for page in 1 2 3; do
		printf '海边的早市。\n' >many/$page.txt
	done
	to_file=$(threads_for '>many.out')
	to_pipe=$(threads_for '| cat >many.out')
	holds 'progress: shown while the output goes into a file' test "$to_file" -eq $((to_pipe + 2))
	holds 'progress: no line while the output goes into a pipe' test ! -s shown
	rm -rf many
}

# Over 1 MiB after the clean-up: kept whole and seen by no rule.
long_lines() {
	{ yes 海边的早市。 | head -n 60000 | tr -d '\n' && echo '（责任编辑：王小明）'; } >long
	run "$DEHUSK" -q long
	same 'a line over 1 MiB: kept whole' long out
	run "$DEHUSK" -q --json long
	holds 'a line over 1 MiB: counted' grep -q '"long_lines":1,' out
	head -c 1048560 long >less
	run "$DEHUSK" -q --json less
	holds 'a line under 1 MiB: not counted' grep -q '"long_lines":0,' out
	{ printf '<!DOCTYPE html><p>海边的早市。</p><div hidden>' && cat long && echo '</div><p>人多了。</p>'; } >hidden
	run "$DEHUSK" -q --json hidden
	holds 'a hidden line over 1 MiB: dropped' grep -q '"text":"海边的早市。\\n人多了。\\n".*"dropped":1,.*"long_lines":0,' out
	# It is the cleaned line that counts: this one shrinks to a short one.
	{ echo '来源：' && head -c 3000000 /dev/zero | tr '\000' ' ' && echo '东山晚报 2021-03-05'; } | tr -d '\n' >shrinks
	run "$DEHUSK" -q shrinks
	out_is 'a line of 3 MB of blanks: short after the clean-up' '来源: 东山晚报\n2021-03-05\n'
}

# A file is read to its end, wherever that is among the blocks that are read.
ends_of_files() {
	yes '海边的早市。' | head -n 20000 >many
	for size in 1 4095 65534 65535 65536 65537 131071 131072 131073 196608; do
		! leaves_out 3 || continue
		head -c $size many >file
		"$DEHUSK" -q --body <file >expected
		run "$DEHUSK" -q --body file
		same "a file of $size bytes" expected out
	done
}

# Inputs of records are no pages: they are counted as what they are.
inputs_are_summed_up() {
	echo 'no record' >none
	run "$DEHUSK" --from=jsonl none none none none none
	holds 'warnings of records: the others are inputs' \
		grep -q '; and 4 more inputs with records that passed as they are$' err
}

help_and_version
usage_errors
operands
outputs
headings
headings_on_terminal
max_page
json
stats
output_file
doubt
strict_kinds
strict_wrong_kinds
if ! is_sanitized; then
	strict_is_documented
	groups_are_documented
	saved_page_is_documented
fi
ambiguous_options
waits_for_input
shows_progress
long_lines
ends_of_files
inputs_are_summed_up
finish
