#!/bin/sh
# SPDX-License-Identifier: MIT
# JSON Lines and WARC: the page in each record is cleaned, and all else passes byte for byte.
# shellcheck disable=SC2154
set -eu

. "${srcdir:-.}/tests/lib.sh"

drip=$(helper drip)
cd "$scratch"
without_leak_check

page='登录 注册\n海边的早市开了，卖鱼的人把筐摆成一排。\n来源：东山晚报 2021-03-05\n分享到：'
body='海边的早市开了，卖鱼的人把筐摆成一排。\n'

# What gives() reads, and options of each run of it.
# shellcheck disable=SC2034
given=in always=-q

# gives_none NAME: the file `in` has no WARC record at all, which is an error.
gives_none() {
	run "$DEHUSK" --from=warc in
	expect "$1" 1 '.*: in: has no WARC record'
	holds "$1: nothing comes out" test ! -s out
}

# --- JSON Lines ---

jsonl() {
	cat >in <<END
{"url":"http://a.example/1","n": 123456789012345678901234567890 , "text":"$page","x":"\\q\\u00e9","y":1e-400}
no json

{"text":5,"url":"http://a.example/2"}
{"id":77,"text":"1","text":"第二个\\"引号\\"和\\\\\\u6765\\ud83d\\ude00。"}
[{"text":"$page"}]
{"text":"<!DOCTYPE html><html><head><title>标题</title></head><body><p>这是一个段落，有很多文字。</p><script>a</script></body></html>"}
END
	cat >expected <<END
{"url":"http://a.example/1","n": 123456789012345678901234567890 , "text":"$body","x":"\\q\\u00e9","y":1e-400}
no json

{"text":5,"url":"http://a.example/2"}
{"id":77,"text":"1","text":"第二个\\"引号\\"和\\\\来😀。\\n"}
[{"text":"$page"}]
{"text":"标题\\n这是一个段落，有很多文字。\\n"}
END
	cp in records.jsonl
	gives 'json lines' --from=jsonl
	gives 'json lines: --body' --from=jsonl --body
	for size in 1 7 4096; do
		"$drip" "$size" <in | "$DEHUSK" -q --from=jsonl >out
		same "json lines in reads of $size bytes" expected out
	done
	run "$DEHUSK" --from=jsonl in
	expect 'records that pass are told' 0 \
		'.*: in: 3 of 7 records passed as they are, the first is record 2: no JSON \(1\), no object with a string "text" \(2\)'
	run "$DEHUSK" -q --from=jsonl --strict in
	expect '--strict minds records that pass' 1
	run "$DEHUSK" -q --from=jsonl --strict=records in
	expect '--strict=records' 1
	"$DEHUSK" -q --from=jsonl --stats=json in >out 2>err
	holds 'records that pass are counted' grep -q '"untouched_records":3,"broken_records":0' err
	"$DEHUSK" -q --from=jsonl expected >out
	same 'a second run changes nothing' expected out

	run "$DEHUSK" -q --from=jsonl --check records.jsonl
	expect '--check: records that change' 1
	run "$DEHUSK" -q --from=jsonl -n records.jsonl
	expect '-n: records that change' 0
	holds '-n: the file is named' test "$(cat out)" = records.jsonl
	cp records.jsonl in
	run "$DEHUSK" -q --from=jsonl -o in in
	expect '-o: records' 0
	same '-o: records in their place' expected in
	run "$DEHUSK" -q --from=jsonl --check in
	expect '--check: records that are clean' 0
	sed 's/$/\r/' records.jsonl >in
	sed 's/$/\r/' expected >crlf && mv crlf expected
	gives 'lines that end in CR LF' --from=jsonl
	printf '{"text":"%s"}' "$page" >in
	printf '{"text":"%s"}\n' "$body" >expected
	gives 'no newline at the end' --from=jsonl
	: >in
	: >expected
	gives 'nothing' --from=jsonl
	printf '\n\n{"text":"甲\\u0000乙\\ud800"}\n' >in
	printf '\n\n{"text":"甲乙�\\n"}\n' >expected
	gives 'NUL and half of a pair' --from=jsonl
	printf '{"text":"\377"}\n' >in
	printf '{"text":"�\\n"}\n' >expected
	gives 'ill-formed bytes' --from=jsonl
}

# What other outputs make of the pages.
# What is odd about a line.
jsonl_odd() {
	printf '\357\273\277{"text":"%s"}\r\n\r\n{"text":"%s"}' "$page" "$page" >in
	printf '\357\273\277{"text":"%s"}\r\n\r\n{"text":"%s"}\n' "$body" "$body" >expected
	run "$DEHUSK" --strict=records --from=jsonl in
	expect 'a byte order mark, CRLF, and a last line without end' 0
	same 'a byte order mark, CRLF, and a last line without end: the output' expected out
	printf '{"text":"%s"}' "$body" >one
	printf 'no json' >two
	{ cat one && echo && cat two && echo && cat one && echo; } >expected
	for jobs in 1 2; do
		"$DEHUSK" -q -j$jobs --from=jsonl one two one >out
		same "no line goes on in the next file, -j$jobs" expected out
	done
	# Read by read, as the page that is no text is the last one of a read.
	printf '{"text":"PK\\u0003\\u0004"}\n{"text":"%s"}\n' "$page" >in
	printf '{"text":"PK\\u0003\\u0004"}\n{"text":"%s"}\n' "$body" >expected
	for size in 1 26 27 4096; do
		"$drip" "$size" <in | "$DEHUSK" --from=jsonl >out 2>err
		same "a page that is no text costs only itself, in reads of $size bytes" expected out
		holds "a page that is no text is told, in reads of $size bytes" grep -q '1 of 2 records .*: a page that is no text (1)$' err
	done
	printf '{"text":null}\n{"text":["%s"]}\n{"text":1e400}\n{"a":{"text":"%s"}}\n"text"\n5\n' "$page" "$page" >in
	cp in expected
	gives 'a member that is no string' --from=jsonl
	awk 'BEGIN { printf "{\"v\":"; while (i++ < 100000) printf "["; while (j++ < 100000) printf "]" }' >deep
	{ cat deep && printf ',"text":"%s"}\n' "$page"; } >in
	{ cat deep && printf ',"text":"%s"}\n' "$body"; } >expected
	gives 'a hundred thousand arrays around nothing' --from=jsonl
}

# A file that is packed has no records.
packed() {
	printf '\037\213\010\000\000\000\000\000\n' >packed
	printf '{"text":"%s"}\n' "$page" >in
	printf '{"text":"%s"}\n' "$body" >expected
	for format in jsonl warc; do
		run "$DEHUSK" --from=$format packed
		expect "$format: a file that is packed" 1 '.*: packed: is a gzip file, and has no records; try: .*'
		holds "$format: a file that is packed: nothing comes out" test ! -s out
	done
	run "$DEHUSK" --from=jsonl packed in
	expect 'a file that is packed, and another' 1 '.*packed: is a gzip file.*'
	same 'a file that is packed, and another: the output' expected out
	run "$DEHUSK" --from=warc in
	expect 'a file without a WARC record' 1 '.*: in: has no WARC record'
}

outputs() {
	cp records.jsonl in
	printf '%s\t东山晚报\t2021-03-05\n' 'http://a.example/1' >expected
	gives 'json lines: --sources' --from=jsonl --sources
	echo 2021-03-05 >expected
	gives 'json lines: --dates' --from=jsonl --dates
	printf 'http://a.example/1\t1\n77\t1\nin:7\t1\n' >expected
	"$DEHUSK" -q --from=jsonl --explain in | cut -f1,2 | grep '	1$' >out
	same 'json lines: --explain names the record' expected out
	"$DEHUSK" -q --from=jsonl --json in >out
	holds 'json lines: --json has url and id' test "$(grep -c '"file":"in",' out)" -eq 3 -a \
		"$(grep -c '"url":"http://a.example/1","sources":\[{"name":"东山晚报"' out)" -eq 1 -a "$(grep -c '"id":"77"' out)" -eq 1
}

fields() {
	printf '{"page":{"a/b":["x","%s"]},"text":"登录 注册"}\n' "$page" >in
	printf '{"page":{"a/b":["x","%s"]},"text":"登录 注册"}\n' "$body" >expected
	gives '--field: a pointer' --from=jsonl --field=/page/a~1b/1
	printf '{"page":{"~a":"%s"},"a~2":"登录 注册"}\n' "$page" >in
	printf '{"page":{"~a":"%s"},"a~2":"登录 注册"}\n' "$body" >expected
	gives '--field: a pointer with ~' --from=jsonl --field=/page/~0a
	sed 's/登录 注册"}/"}/' in >expected
	gives '--field: a name with ~' --from=jsonl --field=a~2
	printf '{"body":"%s","text":"登录 注册"}\n' "$page" >in
	printf '{"body":"%s","text":"登录 注册"}\n' "$body" >expected
	gives '--field: a name' --from=jsonl --field=body
	for wrong in '--from=jsonl -z' '--from=jsonl -i' '--from=warc --output-dir=o' '--from=jsonl --encoding=big5' '--field=a' \
		'--from=warc --field=a' '--max-record=1K' '--from=jsonl --field=' '--from=jsonl --field=/a~2' '--from=jsonl --field=/a~' \
		'--from=jsonl --facts --field=dehusk' '--from=jsonl --facts --field=/dehusk/text' '--from=warc --facts' '--from=jsonl --max-record=x'; do
		# shellcheck disable=SC2086
		run "$DEHUSK" $wrong in
		holds "$wrong: a usage error" test "$status" -eq 2 -a ! -s out
	done
}

facts() {
	printf '{"text":"%s","n":1}\n{"dehusk":0,"text":"%s"}\n{"text":"%s","dehusk" : [1]}\n{}\n' "$page" "$page" "$page" >in
	run "$DEHUSK" -q --from=jsonl --facts in
	holds '--facts: behind the other members' grep -Eq '^\{"text":"[^"]*\\n","n":1,"dehusk":\{"encoding":"UTF-8".*"sources":\[\{"name":"东山晚报","dates":\["2021-03-05"\]\}\].*\}\}\}$' out
	holds '--facts: in place of what is there' grep -Eq '^\{"dehusk":\{.*\}\},"text":"[^"]*\\n"\}$' out
	holds '--facts: in place of what is there, behind' grep -Eq '^\{"text":"[^"]*\\n","dehusk" : \{.*\}\}\}$' out
	holds '--facts: no page' grep -qx '{}' out
	if command -v jq >/dev/null 2>&1; then
		holds '--facts: jq reads all of it' jq -e -s 'length == 4' out
	fi
}

long_records() {
	awk 'BEGIN { printf "{\"text\":\""; for (i = 0; i < 3000; i++) printf "登录 注册\\n正文。"; print "\"}" }' >long
	printf '{"text":"%s"}\n' "$page" >short
	printf '{"text":"%s"}\n' "$body" >clean
	cat short long short >in
	cat clean long clean >expected
	gives 'a record that is too long passes' --from=jsonl --max-record=8K
	"$drip" 100 <in | "$DEHUSK" -q --from=jsonl --max-record=8K >out
	same 'a record that is too long passes in pieces' expected out
	run "$DEHUSK" --from=jsonl --max-record=8K in
	expect 'a record that is too long is told' 0 '.*in: 1 of 3 records passed as they are, the first is record 2: longer than --max-record \(1\)'
	printf %s "$(cat long)" >in
	cp long expected
	gives 'a long record without a line end' --from=jsonl --max-record=8K
	run "$DEHUSK" --from=jsonl --max-record=8K in
	expect 'a long record without a line end is told' 0 '.*in: 1 of 1 records passed as they are, .*: longer than --max-record \(1\)'
	# The line end does not count.
	for size in 0 1; do
		for end in '' '\n'; do
			# shellcheck disable=SC2059
			{ awk -v n=$((65536 - 11 + size)) 'BEGIN { printf "{\"text\":\""; while (i++ < n) printf "a"; printf "\"}" }' && printf "$end"; } >in
			"$DEHUSK" --from=jsonl --max-record=64K in 2>err >out
			holds "a record of $((65536 + size)) bytes with a limit of 65536" test $size -eq "$(wc -l <err)"
		done
	done
}

# Nothing stays from one record to the next: parts, cleaned one by one, are the whole.
no_state() {
	set --
	for case in "$cases"/*/; do
		case $case in */html-* | *-utf16* | *-gb18030*) continue ;; esac
		leaves_out 3 || set -- "$@" "${case}in"
	done
	jsonl_of "$@" >all
	if ! [ -s all ]; then
		skip 'parts of a stream of records' 'no jq'
		return
	fi
	printf '{"id":"NUL bytes","text":"%s"}\n' '海边\u0000的早市。\u0000\n\u0000' >>all
	"$DEHUSK" -q --from=jsonl all >expected
	split -l 7 all part.
	for part in part.*; do "$DEHUSK" -q --from=jsonl "$part"; done >out
	same 'parts of a stream of records' expected out
	for jobs in 1 2 4; do
		"$DEHUSK" -q -j$jobs --from=jsonl part.* >out
		same "parts of a stream of records, -j$jobs" expected out
	done
	# The same pages with NULs between them.
	jq -j '.text | gsub("\u0000"; "") + "\u0000"' all 2>/dev/null | "$DEHUSK" -q -z --body --encoding=utf-8 >bodies
	jq -j '.text + "\u0000"' expected >out
	same 'records, and the same pages with -z' bodies out
}

# Each record is out before the next one comes.
at_once() {
	mkfifo to from
	"$DEHUSK" -q --from=jsonl <to >from &
	exec 3>to 4<from
	for n in 1 2; do
		printf '{"n":%s,"text":"%s"}\n' "$n" "$page" >&3
		IFS= read -r answer <&4 || answer=
		holds "a record is out at once: $n" test "$answer" = "{\"n\":$n,\"text\":\"$body\"}"
	done
	exec 3>&- 4<&-
	wait
	rm to from
}

# --- WARC ---

# record VERSION TYPE URL CONTENT-TYPE: the block is the file `block`.
record() {
	printf 'WARC/%s\r\nWARC-Type: %s\r\nWARC-Target-URI: %s\r\nWARC-Date: 2021-03-05T00:00:00Z\r\n' "$1" "$2" "$3"
	printf 'WARC-Record-ID: <urn:uuid:%s>\r\nWARC-Block-Digest: sha1:AA\r\nContent-Type: %s\r\n' "$3" "$4"
	printf 'Content-Length: %s\r\n\r\n' "$(wc -c <block | tr -d ' ')"
	cat block
	printf '\r\n\r\n'
}

# converted VERSION URL: the record of the page in `block`.
converted() {
	printf 'WARC/%s\r\nWARC-Target-URI: %s\r\nWARC-Date: 2021-03-05T00:00:00Z\r\nWARC-Record-ID: <urn:uuid:%s>\r\n' "$1" "$2" "$2"
	printf 'WARC-Type: conversion\r\nContent-Type: text/plain\r\nContent-Length: %s\r\n\r\n' "$(wc -c <block | tr -d ' ')"
	cat block
	printf '\r\n\r\n'
}

html='<!DOCTYPE html><html><head><title>标题</title></head><body><p>这是一个段落，有很多文字。</p><script>a</script></body></html>'

# response HEADER...: an HTTP response with the file `payload`.
response() {
	{
		printf 'HTTP/1.1 200 OK\r\n'
		printf '%s\r\n' "$@"
		printf '\r\n'
		cat payload
	} >block
}

warc() {
	: >in
	: >expected
	printf 'software: x\r\n' >block
	record 1.0 warcinfo i application/warc-fields >>in
	cat in >>expected
	printf '%b' "$page" >block
	record 1.0 conversion http://a.example/1 text/plain >>in
	printf '%b' "$body" >block
	converted 1.0 http://a.example/1 >>expected
	printf '%s' "$html" >payload
	response 'content-type: text/html; charset=utf-8'
	record 1.1 response http://a.example/2 'application/http; msgtype=response' >>in
	printf '标题\n这是一个段落，有很多文字。\n' >block
	converted 1.1 http://a.example/2 >>expected
	{ printf '14\r\n%.20s\r\n%x;x=y\r\n' "$html" $(($(printf '%s' "$html" | wc -c) - 20)) && printf '%s' "$html" | tail -c +21 &&
		printf '\r\n0\r\n\r\n'; } >payload
	response 'Transfer-Encoding: chunked' 'Content-Type: application/xhtml+xml'
	record 1.0 response http://a.example/3 application/http >>in
	printf '标题\n这是一个段落，有很多文字。\n' >block
	converted 1.0 http://a.example/3 >>expected
	printf '%s' "$html" >payload
	response 'Content-Type: text/html' 'Content-Encoding: gzip'
	record 1.0 response http://a.example/4 application/http >rest
	response 'Content-Type: image/png'
	record 1.0 response http://a.example/5 application/http >>rest
	printf 'GET / HTTP/1.1\r\n\r\n' >block
	record 1.0 request http://a.example/6 application/http >>rest
	cat rest >>in
	cat rest >>expected
	cp in records.warc
	cp expected clean.warc
	gives 'warc' --from=warc
	for size in 1 7 4096; do
		"$drip" "$size" <in | "$DEHUSK" -q --from=warc >out
		same "warc in reads of $size bytes" expected out
	done
	cat expected expected >expected.twice
	for jobs in 1 2; do
		"$DEHUSK" -q -j$jobs --from=warc in in >out
		same "warc, -j$jobs" expected.twice out
	done
	run "$DEHUSK" -q --from=warc --check in
	expect 'warc: --check' 1
	cp in other
	run "$DEHUSK" -q --from=warc -o other other
	expect 'warc: -o' 0
	same 'warc: -o: the result' expected other
	run "$DEHUSK" -q --from=warc --check other
	expect 'warc: --check of what is clean' 0
	"$DEHUSK" -q --from=warc --sources in >out
	printf 'http://a.example/1\t东山晚报\t2021-03-05\n' >sources
	same 'warc: --sources' sources out
	"$DEHUSK" -q --from=warc --explain in | cut -f 1 | uniq >out
	printf 'http://a.example/%s\n' 1 2 3 >names
	same 'warc: --explain names the record' names out
	cp expected in
	gives 'warc: a second run changes nothing' --from=warc
	printf '%s\t<urn:uuid:%s>\t2021-03-05T00:00:00Z\n' http://a.example/1 http://a.example/1 \
		http://a.example/2 http://a.example/2 http://a.example/3 http://a.example/3 >expected
	"$DEHUSK" -q --from=warc --json records.warc |
		sed 's/.*"id":"\([^"]*\)","date":"\([^"]*\)".*"url":"\([^"]*\)".*/\3	\1	\2/' >out
	same 'warc: --json has url, id and date' expected out
	{ cat records.warc && printf 'garbage\r\n\r\nmore\n' && cat records.warc; } >in
	cat clean.warc clean.warc >expected
	gives 'bytes that are no record are left out' --from=warc
	"$DEHUSK" --from=warc in >out 2>err
	holds 'bytes that are no record are told' grep -qx '.*in: 1 stretch of bytes in it is no WARC record, and left out' err
	holds 'pages in a content encoding are told' grep -qx '.*in: 2 of 14 records passed as they are, .*: a page in a content encoding, such as gzip (2)' err
	run "$DEHUSK" -q --from=warc --strict=records in
	expect 'bytes that are no record are minded' 1
	printf 'WARC/1.0\r\nContent-Length: 99\r\n\r\nshort' >in
	: >expected
	gives_none 'a record that is cut off'
	printf '这里是登录页' | iconv -f UTF-8 -t GB18030 >payload 2>/dev/null || return 0
	response 'Content-Type: text/plain; charset=gbk'
	record 1.0 response http://a.example/7 application/http >in
	run "$DEHUSK" --from=warc in
	expect 'the charset of a header counts for a short page' 0
	holds 'the charset of a header: the text' grep -q '这里是登录页' out
}

# with_length N: the record of a page in `block` that says it has so many bytes.
with_length() {
	record 1.0 conversion http://a.example/1 text/plain | sed "s/^Content-Length: .*/Content-Length: $1$(printf '\r')/"
}

# A record whose length is wrong costs only itself.
warc_lengths() {
	printf '%b' "$page" >block
	size=$(wc -c <block | tr -d ' ')
	record 1.0 conversion http://a.example/2 text/plain >good
	printf '%b' "$body" >block
	converted 1.0 http://a.example/2 >expected
	printf '%b' "$page" >block
	for wrong in 0 1 $((size - 1)) $((size + 5)) $((size + 99)) -1 1x '' 9999999; do
		{ with_length "$wrong" && cat good; } >in
		run "$DEHUSK" --from=warc in
		expect "a length of '$wrong' for $size" 0 '.*in: 1 stretch of bytes in it is no WARC record, and left out'
		same "a length of '$wrong' for $size: the next record" expected out
	done
	{ record 1.0 conversion http://a.example/1 text/plain | grep -v '^Content-Length' && cat good; } >in
	run "$DEHUSK" --from=warc in
	expect 'no length' 0 '.*in: 1 stretch .*'
	same 'no length: the next record' expected out
	{ cat good && head -c $(($(wc -c <good) - 20)) good; } >in
	run "$DEHUSK" --from=warc in
	expect 'the last record is cut off' 0 '.*in: 1 stretch .*'
	same 'the last record is cut off: the one before' expected out
	# Held back or not.
	awk 'BEGIN { while (i++ < 9000) print "正文。" }' >block
	record 1.0 conversion http://a.example/3 text/plain >long
	{ cat good long good; } >in
	{ cat expected long expected; } >expected.long
	"$DEHUSK" --from=warc --max-record=8K in >out 2>err
	same 'a record that is too long passes' expected.long out
	holds 'a record that is too long is told' grep -q '1 of 3 records .*the first is record 2: longer than --max-record (1)$' err
	# Of one that is wrong and too long the same passes, however it is read.
	awk 'BEGIN { while (i++ < 2000) print "正文。" }' >block
	{ with_length 20006 && cat good; } >in
	"$DEHUSK" -q --from=warc --max-record=8K in >expected.wrong
	"$drip" 1000 <in | "$DEHUSK" -q --from=warc --max-record=8K >out
	same 'a wrong length that is too long passes in pieces' expected.wrong out
	head -c 20000 long >beginning
	{ cat good beginning; } >in
	{ cat expected beginning; } >expected.cut
	"$DEHUSK" --from=warc --max-record=8K in >out 2>err
	same 'a record that is too long and cut off passes' expected.cut out
	holds 'a record that is too long and cut off is told' grep -q '1 of 2 records .*: longer than --max-record and cut off at the end (1)$' err
	# The last record may lack its line ends, and another file may follow.
	printf 'a: b' >block
	record 1.0 metadata i application/warc-fields >meta
	head -c $(($(wc -c <meta) - 4)) meta >bare
	head -c $(($(wc -c <good) - 4)) good >in
	cat meta expected meta >expected.ends
	"$DEHUSK" --from=warc bare in bare >out
	same 'the last record of a file has no line ends' expected.ends out
	cat bare in bare >together
	"$DEHUSK" --from=warc together >out
	same 'the last record of a file has no line ends, and another was put behind it' expected.ends out
}

# page_of_record NAME EXPECTED TYPE CONTENT-TYPE: the text of the page in `block`, or - for none.
page_of_record() {
	record 1.0 "$3" http://a.example/1 "$4" >in
	if [ "$2" = - ]; then
		cp in expected
	else
		printf '%b' "$2" >block
		converted 1.0 http://a.example/1 >expected
	fi
	gives "$1" --from=warc
}

warc_pages() {
	text='标题\n这是一个段落，有很多文字。\n'
	printf '%s' "$html" >block
	page_of_record 'a conversion to html' "$text" conversion 'text/html; charset=utf-8'
	page_of_record 'html in a resource' - resource text/html
	printf '{"a":"登录"}' >block
	page_of_record 'a conversion to JSON' - conversion application/json
	printf '%s' "$html" >payload
	response 'Content-Type: text/html' 'Transfer-Encoding: gzip, chunked'
	page_of_record 'chunks of what is packed' - response application/http
	response 'Content-Type: text/html;' '	charset=utf-8' 'Transfer-Encoding:' ' chunked'
	page_of_record 'said to be chunks' "$text" response application/http
	printf '5\r\n海边的早市开了，卖鱼的人把筐摆成一排。\n' >payload
	response 'Content-Type: text/plain' 'Transfer-Encoding: chunked'
	record 1.0 response http://a.example/1 application/http >in
	"$DEHUSK" -q --from=warc --explain in >out
	holds 'said to be chunks, and like one at first: all lines' test "$(cut -f 5 out | tr '\n' ' ')" = '5 海边的早市开了，卖鱼的人把筐摆成一排。 '
	printf '1e\r\n海边的早市开了，卖\r\n1b\r\n鱼的人把筐摆成一排\r\nnone\r\n。\r\n' >payload
	response 'Content-Type: text/plain' 'Transfer-Encoding: chunked'
	record 1.0 response http://a.example/1 application/http >in
	"$DEHUSK" -q --from=warc in >out
	holds 'broken chunks: nothing is lost' grep -q '。' out
	printf '%x\r\n%s\r\n0\r\nX-Trailer: a\r\n\r\n' "$(printf '%s' "$html" | wc -c)" "$html" >payload
	response 'Content-Type: text/html' 'Transfer-Encoding: chunked'
	page_of_record 'chunks with a trailer' "$text" response application/http
	printf '%b' "$page" >block
	record 1.0 conversion http://a.example/1 text/plain | sed "s/^WARC-Block-Digest.*/WARC-Segment-Number: 1$(printf '\r')/" >in
	run "$DEHUSK" --from=warc in
	expect 'a page in segments is told' 0 '.*: a page in segments \(1\)'
	same 'a page in segments passes' in out
	record 1.0 conversion http://a.example/1 text/plain |
		sed "s/^WARC-Target-URI: \(.*\)/WARC-Target-URI:$(printf '\r')\n \1/; s/^WARC-Block-Digest: .*/&\n	folded$(printf '\r')/" >in
	"$DEHUSK" -q --from=warc --json in >out
	holds 'a header that is folded: its url' grep -q '"url":"http://a.example/1"' out
	"$DEHUSK" -q --from=warc in >out
	holds 'a header that is folded: no digest' test "$(grep -c 'Digest\|folded' out)" -eq 0
}

# A reader of another project takes what comes out.
other_reader() {
	warcio=$(npm root -g 2>/dev/null)/warcio
	if ! [ -f "$warcio/package.json" ]; then
		skip 'warcio reads what comes out' 'no warcio (npm install -g warcio)'
		return
	fi
	cat >reader.mjs <<'END'
import { createReadStream } from "fs";
const { WARCParser } = await import(`file://${process.argv[2]}/dist/index.js`);
for await (const record of new WARCParser(createReadStream(process.argv[3]))) {
	const text = await record.contentText();
	if (record.warcType === "conversion") console.log(`${record.warcTargetURI}\t${text.split("\n")[0]}`);
}
END
	printf '%s\t%s\n' http://a.example/1 '海边的早市开了，卖鱼的人把筐摆成一排。' http://a.example/2 标题 http://a.example/3 标题 >expected
	run node reader.mjs "$warcio" clean.warc
	expect 'warcio reads what comes out' 0
	same 'warcio reads what comes out: the pages' expected out
}

hostile() {
	head -c 3000000 /dev/zero | tr '\0' '[' >in
	{ cat in && echo; } >expected
	gives 'a million brackets' --from=jsonl
	head -c 3000000 /dev/zero >in
	: >expected
	gives_none 'NULs for WARC'
	printf 'WARC/1.0\r\nContent-Length: 99999999999999999999999\r\n\r\n' >in
	gives_none 'a length that is too large'
	awk 'BEGIN { printf "WARC/1.0\r\n"; for (i = 0; i < 300000; i++) print "a: b\r" }' >in
	gives_none 'a header without end'
	printf 'WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 60\r\n\r\nHTTP/1.1 200\r\nContent-Type: text/html\r\n\r\nffffffffffffffff\r\n\r\n\r\n' >in
	run "$DEHUSK" -q --from=warc in
	expect 'a response that is odd' 0
}

jsonl
jsonl_odd
packed
outputs
fields
facts
long_records
no_state
at_once
warc
warc_lengths
warc_pages
other_reader
hostile
finish
