#!/bin/sh
# SPDX-License-Identifier: MIT
# Pages in other encodings: the same output as in UTF-8, however they arrive; and what is no text.
# What lib.sh sets is not seen by a checker that does not follow it.
# shellcheck disable=SC2154
set -eu

. "${srcdir:-.}/tests/lib.sh"

drip=$(helper drip)
mix=$(helper mix)
cd "$scratch"
mkfifo fifo out-fifo
without_leak_check

dehusk() {
	"$DEHUSK" -q "$@"
}

# convert ENCODING FILE: false if the encoding does not have all of the text.
convert() {
	iconv -f UTF-8 -t "$1" "$2" >"$scratch/encoded" 2>/dev/null
}

# --- the golden inputs in other encodings ---

# All as one page that is named and comes in pieces: lines that an encoding does not have are left out. Pieces of 3 cut characters
# everywhere, and those of 1 make a reader wait for each byte, which a part of the page shows.
golden_page() {
	cat "$cases"/*/in | tr -d '\000' | iconv -c -f UTF-8 -t UTF-8 >all 2>iconv.err || true
	for encoding in $(amount 'GB18030 UTF-16LE' 'GB18030 BIG5-HKSCS UTF-16LE UTF-16BE UTF-32LE UTF-32BE' \
		'GB18030 BIG5-HKSCS UTF-16LE UTF-16BE UTF-32LE UTF-32BE'); do
		{ iconv -c -f UTF-8 -t "$encoding" all 2>iconv.err || true; } | iconv -f "$encoding" -t UTF-8 >back
		# Of these a C library has another opinion than the standard.
		case $encoding in BIG5*) differs='•|‧|∕|／' ;; *) differs='^$' ;; esac
		awk -v differs="$differs" 'NR == FNR { back[FNR] = $0; next } $0 == back[FNR] && $0 !~ differs' back all >page
		holds "golden inputs in $encoding: most lines are there" test "$(grep -c '' page)" -gt $(($(grep -c '' all) / 3))
		dehusk --encoding=UTF-8 page >whole
		convert "$encoding" page
		"$drip" 3 <encoded | dehusk --encoding="$encoding" >actual
		same "golden inputs in $encoding, in pieces of 3" whole actual
		head -n "$(amount 100 600 100000)" page >part
		dehusk --encoding=UTF-8 part >whole
		convert "$encoding" part
		"$drip" 1 <encoded | dehusk --encoding="$encoding" >actual
		same "golden inputs in $encoding, in pieces of 1" whole actual
	done
}

# Each third one (or all) that is well-formed UTF-8, with a byte order mark as a file of its own: they take the encodings in turn, or
# have all.
golden_marked() {
	# shellcheck disable=SC2046
	set -- $(amount 'GB18030 UTF-16LE' 'GB18030 UTF-16LE UTF-16BE UTF-32LE UTF-32BE' 'GB18030 UTF-16LE UTF-16BE UTF-32LE UTF-32BE')
	mkdir marked
	: >list
	number=0 every=$(amount 4 3 1)
	for case in "$cases"/*/; do
		number=$((number + 1))
		[ $((number % every)) -eq 0 ] || continue
		{ printf '\357\273\277' && cat "${case}in"; } >with-mark
		for encoding in "$@"; do
			convert "$encoding" with-mark || continue
			name=${case%/}
			mv encoded "marked/${name##*/}.$encoding"
			printf '%s\0' "${case}in" >>list
			[ -n "${DEHUSK_LONG-}" ] || break
		done
		# The first one becomes the last one.
		encoding=$1
		shift
		set -- "$@" "$encoding"
	done
	dehusk --encoding=UTF-8 --files0-from=list >whole
	dehusk -r marked >actual
	same 'golden inputs in all encodings, with a byte order mark' whole actual
	holds 'golden inputs in all encodings: they are there' test "$(find marked -type f | grep -c '')" -gt 30
}

# Random mixes of their lines, as pages that end in NUL, in the encodings that have no other NUL; and
# one large page, which crosses the edges of blocks.
mixes() {
	tr -d '\000' <all >lines
	"$mix" 300 1 1 lines >pages
	tr '\000' '\n' <pages >page
	dehusk -z --encoding=UTF-8 pages >whole
	dehusk --encoding=UTF-8 page >whole.page
	convert GB18030 pages
	for size in 61 4096 65536; do
		"$drip" $size <encoded | dehusk -z --encoding=gbk >actual
		same_pages "mixes in GB18030: pieces of $size" whole actual pages
	done
	for encoding in GB18030 UTF-16LE UTF-32BE; do
		convert $encoding page
		for size in 4093 65536; do
			"$drip" $size <encoded | dehusk >actual
			same "a large page in $encoding: pieces of $size" whole.page actual
		done
	done
}

# --- what is held, and what is not ---

# out_is_out NAME BYTES OPTION...: the line is written although the input stays open.
out_is_out() {
	what=$1 bytes=$2
	shift 2
	timeout 600 "$DEHUSK" "$@" <fifo >out-fifo &
	exec 3>fifo
	# shellcheck disable=SC2059
	printf "$bytes" >&3
	IFS= read -r line <out-fifo || line=
	holds "$what" test -n "$line"
	exec 3>&-
	wait $! || true
}

lines_at_once() {
	out_is_out 'a line of ASCII is out at once' 'Boats in the evening.\n' --line-buffered
	out_is_out 'a line of Chinese in UTF-8 is out at once' '海边的早市。\n' --line-buffered
	out_is_out 'a line in an encoding that was named is out at once' '\326\320\n' --line-buffered --encoding=gbk
}

# --- what the program says ---

says() {
	printf '\326\320\316\304\315\370\322\263\265\304\325\375\316\304\n' >gb18030
	run "$DEHUSK" --stats=json gb18030 gb18030 "$cases/sample/in"
	holds '--stats=json: encodings' grep -q '"encodings":{"GB18030":2,"UTF-8":1}' err
	run "$DEHUSK" --stats gb18030
	holds '--stats: encodings' grep -Eqx ' *1  encoding GB18030' err
	run "$DEHUSK" --encoding=no-such-encoding gb18030
	holds 'an encoding that nobody knows: a usage error' test "$status" -eq 2 -a ! -s out
	run "$DEHUSK" --encoding= gb18030
	holds 'an encoding without a name: a usage error' test "$status" -eq 2 -a ! -s out
	run "$DEHUSK" -z --encoding=utf-16 gb18030
	holds '-z and UTF-16: a usage error' test "$status" -eq 2 -a ! -s out
	run env LC_ALL=zh_CN.GBK LANG=zh_CN.GBK "$DEHUSK" gb18030
	holds 'the locale has no say' grep -qx '中文网页的正文' out
	# More text than a record in one write: the encoding stands after it.
	{ yes 'An endless page.' | head -n 100000 && cat gb18030; } >large
	run "$DEHUSK" --json large
	holds '--json: the encoding of a large page' grep -q '","encoding":"GB18030","title":"An endless page.",' out
}

# refuses NAME FILE MESSAGE: an error, and nothing written; the next file is done.
refuses() {
	for output in --body --json; do
		run "$DEHUSK" "$output" "$2"
		expect "$1 ($output)" 1 "dehusk: $2: is $3"
		holds "$1 ($output): nothing is written" test ! -s out
	done
	"$drip" 1 <"$2" | "$DEHUSK" >out 2>err && status=0 || status=$?
	expect "$1: pieces of 1" 1 "dehusk: standard input: is $3"
	run "$DEHUSK" "$2" gb18030
	expect "$1: the next file" 1 "dehusk: $2: is $3"
	holds "$1: the next file is done" grep -qx '中文网页的正文' out
}

no_text() {
	printf '%%PDF-1.4\n%%\342\343\317\323\n1 0 obj\n' >page.pdf
	gzip -c gb18030 >page.gz
	printf 'PK\003\004\024\000\000\000\010\000' >page.zip
	head -c 5000 "$DEHUSK" >program
	refuses 'PDF' page.pdf 'a PDF, not text; try: pdftotext FILE - \| dehusk'
	refuses 'gzip' page.gz 'a gzip file, not text; try: zcat FILE \| dehusk'
	refuses 'zip' page.zip 'a zip archive, not text; try: unzip -p FILE \| dehusk'
	refuses 'a program' program 'a program, not text'
	# With -z, one page of a stream.
	{ cat gb18030 && printf '\000%%PDF-1.4\n%%\342\343\317\323\n\000' && cat gb18030; } >pages
	run "$DEHUSK" -z pages
	expect 'PDF in a stream of pages' 1 'dehusk: pages: is a PDF, not text; try: .*'
	holds 'PDF in a stream of pages: the others are done' test "$(tr '\000' '\n' <out | grep -c 中文)" -eq 2
	# What begins like a file of some other kind, and is text.
	for text in ' %PDF-1.4 is a format.' ' %PDF-1.4' ' BZh91AY&SY' ' !<arch>'; do
		printf '%s\nThe second line.\n' "$text" | dehusk >once
		dehusk once >twice
		same "text that begins with$text: cleaned twice" once twice
		holds "text that begins with$text: it is there" test -s once
	done
	cp gb18030 file
	run "$DEHUSK" -o file page.gz gb18030
	holds 'gzip and -o FILE: the file is as it was' cmp -s file gb18030
}

# Without the converters of iconv(3): only what needs one fails, with its name, and the others go on.
without_converters() {
	shim=$scratch/no-converter.so
	if ! ${CC:-cc} -shared -fPIC -O2 -D_GNU_SOURCE -o "$shim" "$srcdir/tests/no-converter.c" -ldl 2>err ||
		LD_PRELOAD=$shim "$DEHUSK" --encoding=cp037 gb18030 >out 2>err; then
		skip 'without converters' 'no library can be preloaded'
		return
	fi
	lacks='the system lacks the converter CP932 of iconv; install it .*'
	printf '\203\155\203\145\n' >shift_jis
	printf '中文网页\377的正文。\n' >damaged
	cp "$cases/encoding-big5/in" big5
	for page in gb18030 big5 damaged "$cases/encoding-gb18030/in" "$cases/encoding-utf-16le/in"; do
		run "$DEHUSK" --json "$page"
		cp out expected
		run env "LD_PRELOAD=$shim" "ASAN_OPTIONS=$ASAN_OPTIONS:verify_asan_link_order=0" "$DEHUSK" --json "$page"
		same "without converters: ${page#"$cases"/}" expected out
	done
	run env "LD_PRELOAD=$shim" "ASAN_OPTIONS=$ASAN_OPTIONS:verify_asan_link_order=0" "$DEHUSK" --encoding=shift_jis shift_jis
	expect 'without converters: a page that needs one' 1 "dehusk: shift_jis: $lacks"
	holds 'without converters: nothing is written' test ! -s out
	run env "LD_PRELOAD=$shim" "ASAN_OPTIONS=$ASAN_OPTIONS:verify_asan_link_order=0" "$DEHUSK" --json -j1 --encoding=shift_jis shift_jis page.gz shift_jis
	holds 'without converters: the next ones go on' test "$status" -eq 1 -a "$(grep -c "^dehusk: shift_jis: $lacks" err)" -eq 2
	holds 'without converters: each is told for what it is' grep -q '^dehusk: page.gz: is a gzip file' err
	cp shift_jis file
	run env "LD_PRELOAD=$shim" "ASAN_OPTIONS=$ASAN_OPTIONS:verify_asan_link_order=0" "$DEHUSK" -i --encoding=shift_jis file
	expect 'without converters, in place' 1 "dehusk: file: $lacks"
	same 'without converters, in place: intact' shift_jis file
	run env "LD_PRELOAD=$shim" NO_CONVERTER=CP932 "ASAN_OPTIONS=$ASAN_OPTIONS:verify_asan_link_order=0" "$DEHUSK" --encoding=cp037 shift_jis
	holds 'with another converter' test "$status" -eq 0
	# Other C libraries know some encodings by another name only.
	run "$DEHUSK" --json --encoding=shift_jis shift_jis
	cp out expected
	run env "LD_PRELOAD=$shim" NO_CONVERTER=CP932 "ASAN_OPTIONS=$ASAN_OPTIONS:verify_asan_link_order=0" "$DEHUSK" --json --encoding=shift_jis shift_jis
	expect 'a converter of another name' 0
	same 'a converter of another name: the same' expected out
	run "$DEHUSK" --encoding=no-such-encoding shift_jis
	holds 'an encoding that nobody knows: a usage error' test "$status" -eq 2
}

# Names that only iconv(3) knows: those of encodings with states or wide numbers are the trap.
names() {
	for label in utf-7 UTF-7 utf7 iso-2022-cn-ext; do
		printf '+38I\033$)A~{VP' | dehusk --encoding=$label >whole
		printf '+38I\033$)A~{VP' | "$drip" 1 | dehusk --encoding=$label >actual
		same "$label: ill-formed in pieces of 1" whole actual
	done
	printf '\357\277\275\344\270\255\346\226\207\n' >expected
	for label in ucs-2be UCS-2BE unicodebig; do
		printf '\330\000\116\055\145\207\000\n' | dehusk --encoding=$label >actual
		same "$label: half a pair" expected actual
	done
	for label in ucs4 ISO-10646 10646-1:1993; do
		printf '\000\000\330\000\000\000\116\055\000\000\145\207' | dehusk --encoding=$label >actual
		same "$label: half a pair" expected actual
	done
	convert GB18030 expected && mv encoded gb18030
	dehusk --encoding=GBK// gb18030 >actual
	same 'a name as iconv -l prints it' expected actual
	for label in wchar_t INTERNAL char; do
		run "$DEHUSK" --encoding=$label gb18030
		sed -n 2p err >help
		sed -n 1p err >err.first && mv err.first err
		expect "$label is refused" 2 'dehusk: --encoding: nobody knows .*'
		holds "$label is refused: help is offered" grep -q '^Try ' help
	done
	# 鴟 begins a compressed file.
	printf '\037\235\055\116' | dehusk --encoding=utf-16le >actual
	printf '鴟中\n' >expected
	same 'UTF-16LE is no compressed file' expected actual
}

golden_page
golden_marked
mixes
names
lines_at_once
says
no_text
without_converters
finish
