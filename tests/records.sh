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
given=in always=-q

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
		'.*: in: 3 of 7 records passed as they are, the first is record 2: no object with a string "text"'
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
	printf '{"text":"%s"}' "$body" >expected
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
	printf '{"body":"%s","text":"登录 注册"}\n' "$page" >in
	printf '{"body":"%s","text":"登录 注册"}\n' "$body" >expected
	gives '--field: a name' --from=jsonl --field=body
	for wrong in '--from=jsonl -z' '--from=jsonl -i' '--from=warc --output-dir=o' '--from=jsonl --encoding=big5' '--field=a' \
		'--from=warc --field=a' '--max-record=1K' '--from=jsonl --field=' '--from=warc --facts' '--from=jsonl --max-record=x'; do
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
	expect 'a record that is too long is told' 0 '.*in: 1 of 3 records passed as they are, the first is record 2.*'
}

# Nothing stays from one record to the next: parts, cleaned one by one, are the whole.
no_state() {
	for case in "$cases"/*/; do
		case $case in */html-* | *-utf16* | *-gb18030*) continue ;; esac
		jq -Rsc --arg name "${case##*/cases/}" '{id: $name, text: .}' "${case}in" 2>/dev/null || true
	done >all
	if ! [ -s all ]; then
		skip 'parts of a stream of records' 'no jq'
		return
	fi
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
	run "$DEHUSK" --from=warc in
	expect 'bytes that are no record are told' 0 '.*in: 1 stretch of bytes in it is no WARC record, and left out'
	run "$DEHUSK" -q --from=warc --strict=records in
	expect 'bytes that are no record are minded' 1
	printf '%s' "$(cat records.warc)" >in
	printf 'WARC/1.0\r\nContent-Length: 99\r\n\r\nshort' >in
	: >expected
	gives 'a record that is cut off' --from=warc
	printf '这里是登录页' | iconv -f UTF-8 -t GB18030 >payload 2>/dev/null || return 0
	response 'Content-Type: text/plain; charset=gbk'
	record 1.0 response http://a.example/7 application/http >in
	run "$DEHUSK" --from=warc in
	expect 'the charset of a header counts for a short page' 0
	holds 'the charset of a header: the text' grep -q '这里是登录页' out
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
	cp in expected
	gives 'a million brackets' --from=jsonl
	head -c 3000000 /dev/zero >in
	: >expected
	gives 'NULs for WARC' --from=warc
	printf 'WARC/1.0\r\nContent-Length: 99999999999999999999999\r\n\r\n' >in
	gives 'a length that is too large' --from=warc
	awk 'BEGIN { printf "WARC/1.0\r\n"; for (i = 0; i < 300000; i++) print "a: b\r" }' >in
	gives 'a header without end' --from=warc
	printf 'WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 60\r\n\r\nHTTP/1.1 200\r\nContent-Type: text/html\r\n\r\nffffffffffffffff\r\n\r\n\r\n' >in
	run "$DEHUSK" -q --from=warc in
	expect 'a response that is odd' 0
}

jsonl
outputs
fields
facts
long_records
no_state
at_once
warc
other_reader
hostile
finish
