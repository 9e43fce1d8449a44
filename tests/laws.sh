#!/bin/sh
# SPDX-License-Identifier: MIT
# The laws of the output, over all golden inputs and over random mixes of their lines.
# What lib.sh sets and uses is not seen by a checker that does not follow it.
# shellcheck disable=SC2154,SC2034
set -eu

. "${srcdir:-.}/tests/lib.sh"
. "$srcdir/tests/laws-lib.sh"

mix=$(helper mix)
as_pages=$(helper as-pages)

# --- what the laws are tried on ---

# The golden inputs, one page each, where NUL bytes would part pages; and all their lines. Those in
# other encodings than UTF-8 are left to encodings.sh.
set --
for case in "$cases"/*/; do
	case ${case%/} in */encoding-* | */html-gb18030) ;; *) set -- "$@" "${case}in" ;; esac
done
"$as_pages" "$@" >"$scratch/golden"
tr -d '\000' <"$scratch/golden" >"$scratch/lines"
"$mix" "${DEHUSK_MIXES:-$(amount 200 1000 2000)}" 1 1 "$scratch/lines" >"$scratch/mixes"

# Pages of markup.
set --
for case in "$cases"/html-*/; do
	case $case in */html-from-* | */html-gb18030/) ;; *) set -- "$@" "${case}in" ;; esac
done
"$as_pages" "$@" >"$scratch/html"

# Husk and body between which source blocks are strewn; none of the lines could be taken for a name.
cat >"$scratch/plain" <<'END'
海边小城的早市在六点钟开张，卖鱼的人把筐摆成一排。
管理员说，今年的客人比去年多了三成，周末常常要排队。

-
相关文章
首页 | 新闻 | 体育 | 财经 | 科技
发布时间：2021-02-01 08:00
3小时前
老人问起这笔钱的来源，没有人回答。
到了傍晚，灯塔亮起来，渔船一只接一只地回港。（责任编辑：王小明）
来源：东山晚报 2021-02-30
京ICP备12345678号
图片来源：视角图库
　　山路修好了，学生不用再坐船。
END
cat >"$scratch/blocks" <<'END'
来源：东山晚报 2021-03-05

来源: 东山晚报 2021-03-06

来源：东山晚报

2021-03-07 08:30 来源：东山晚报

来源：北岭新闻
2021-03-05

来源：北岭新闻
2021年3月8日 10:20
2021-03-01

来源：
南湖网

來源：山城日報 2019年5月6日

发布时间：2021-03-04 09:10 来源：西河周刊 作者：李青

[来源：西河周刊]

2021-03-09
来源：南湖网
2021-03-10
來源丨西河週刊

來源：《山城日报》 二〇二〇年五月六日

摘自：ZOO周刊，来源：南湖网 March 5, 2021

- 来源: Zoo周刊 2020/11/27
END

# --- the laws that take more than one input ---

# Source lines may stand in any order. The empty lines around them stay, so they are left out.
law_6() {
	"$mix" 500 7 1 "$scratch/plain" "$scratch/blocks" >"$scratch/in"
	dehusk -z <"$scratch/in" | tr -s '\n' >"$scratch/expected"
	for order in 2 3 4; do
		"$mix" 500 7 $order "$scratch/plain" "$scratch/blocks" >"$scratch/in"
		dehusk -z <"$scratch/in" | tr -s '\n' >"$scratch/actual"
		same_pages "source blocks in another order ($order)" "$scratch/expected" "$scratch/actual" "$scratch/in"
	done
}

# A long page: a head, a text, its foot, and what stands below that; with headlines it is full of them.
long_page() {
	awk -v headlines="$1" 'BEGIN {
		print "首页\n登录\n海边小城的早市\n2021-03-01 08:00"
		for (i = 1; i <= 90; i++) {
			print "第" i "天，早市在六点钟开张，卖鱼的人把筐摆成一排，周末要排队；到了傍晚，渔船又一只接一只地回港。"
			if (i % 30 == 0)
				print "品名 单价\n海带 三元\n扇贝 九元"
		}
		print "相关文章"
		for (i = 1; i <= headlines; i++)
			print "山里的邮路走了" i "十年"
		print "版权所有：东山在线\n联系我们\n这一行在页脚下面，是另一篇文章的开头，写的是山路修好以后学生不用再坐船。"
		print "京ICP备12345678号"
	}'
}

# A source line, with an empty line on each side, changes nothing of the body wherever it stands: above
# the head, in the text, at the foot. All places are tried in turn.
law_6_long() {
	long_page "$1" >"$scratch/long"
	lines=$(awk 'END { print NR }' "$scratch/long")
	: >"$scratch/in"
	places=0
	for place in 0 1 2 3 4 5 35 $((lines / 2)) $(awk -v lines="$lines" 'BEGIN { for (i = lines - 12; i <= lines; i++) print i }'); do
		places=$((places + 1))
		awk -v place="$place" '
			function source() { print "\n来源：东山晚报 2021-03-05\n" }
			NR == 1 && place == 0 { source() }
			{ print }
			NR == place { source() }' "$scratch/long" >>"$scratch/in"
		printf '\000' >>"$scratch/in"
	done
	dehusk -z --body <"$scratch/in" | tr -s '\n' >"$scratch/actual"
	dehusk --body <"$scratch/long" | tr -s '\n' >"$scratch/body"
	while [ "$places" -gt 0 ]; do
		cat "$scratch/body"
		printf '\000'
		places=$((places - 1))
	done >"$scratch/expected"
	same_pages "a source line anywhere in a long page with $1 headlines" "$scratch/expected" "$scratch/actual" "$scratch/in"
}

# Each golden input by itself: NUL is an ordinary byte, and the end of the input is not the end of a
# page in a stream.
golden_pieces() {
	number=0 every=$(amount 20 8 1)
	for case in "$cases"/*/; do
		number=$((number + 1))
		[ $((number % every)) -eq 0 ] || continue
		{ dehusk <"${case}in" && printf '\000'; } >>"$scratch/whole.pages"
		{ "$drip" 1 <"${case}in" | dehusk && printf '\000'; } >>"$scratch/pieces.pages"
	done
	same_pages 'golden inputs one by one: pieces of 1' "$scratch/whole.pages" "$scratch/pieces.pages"
}

# A mark or a character cut by the edge of a block: clean text before it moves the edge over it byte
# by byte.
block_edges() {
	{
		sed 's/。/。\r/g' "$scratch/lines" | head -c 3000
		cat "$scratch/lines"
	} >"$scratch/tail"
	for block in $(amount 65536 65536 '4096 65536 131072 262144'); do
		: >"$scratch/whole"
		: >"$scratch/pieces"
		for less in 1 2 3 5 7 50 51 52 53 999 2000; do
			! leaves_out 3 || continue
			{ head -c $((block - less)) /dev/zero | tr '\000' 'x' && echo && cat "$scratch/tail"; } >"$scratch/in"
			{ dehusk <"$scratch/in" && printf '\000'; } >>"$scratch/whole"
			{ "$drip" 1021 <"$scratch/in" | dehusk && printf '\000'; } >>"$scratch/pieces"
		done
		same_pages "lines across an edge at $block bytes" "$scratch/whole" "$scratch/pieces"
	done
}

laws 'golden inputs' "$scratch/golden"
law_3_outputs 'golden inputs' "$scratch/golden"
law_3_environment 'golden inputs' "$scratch/golden" "$scratch/text"
golden_pieces
block_edges
from=
laws 'markup' "$scratch/html"
law_3_outputs 'markup' "$scratch/html"
from=--from=text
# Megabytes byte by byte would take minutes.
sizes=$(amount 64 '64 65536' '64 4096 65536')
laws 'mixes' "$scratch/mixes"
law_6
law_6_long 4
law_6_long 150
finish
