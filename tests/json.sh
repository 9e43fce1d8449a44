#!/bin/sh
# SPDX-License-Identifier: MIT
# What is JSON and what is not, as the cases of JSONTestSuite (github.com/nst/JSONTestSuite) part it: each kind of its cases stands
# here in a line of JSON Lines. A line that is JSON is cleaned; one that is none passes as it is, is told of, and costs only itself.
# shellcheck disable=SC2154
set -eu

. "${srcdir:-.}/tests/lib.sh"

cd "$scratch"
without_leak_check

dirty='"text":"登录 注册\n海边的早市开了，卖鱼的人把筐摆成一排。\n分享到："'
clean='"text":"海边的早市开了，卖鱼的人把筐摆成一排。\n"'

# Cases: one value on each line; %ooo is a byte in octal. A line end in a case is CR here, as LF ends a record.

# JSON: these have to be read.
cat >accepted <<'END'
[[]   ]
[""]
[]
["a"]%015
[false]
[null, 1, "1", {}]
[null]
[1%015]
 [1]
[1,null,null,null,2]
[2] 
[123e65]
[0e+1]
[0e1]
[ 4]
[-0.000000000000000000000000000000000000000000000000000000000000000000000000000001]
[20e1]
[-0]
[-123]
[-1]
[-0.0]
[1E22]
[1E-2]
[1E+2]
[123e45]
[123.456e78]
[1e-2]
[1e+2]
[123]
[123.456789]
[123456789012345678901234567890]
{"asd":"sdf", "dfg":"fgh"}
{"asd":"sdf"}
{"a":"b","a":"c"}
{"a":"b","a":"b"}
{}
{"":0}
{"foo\u0000bar": 42}
{ "min": -1.0e+28, "max": 1.0e+28 }
{"x":[{"id": "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"}], "id": "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"}
{"a":[]}
{"title":"\u041f\u043e\u043b\u0442\u043e\u0440\u0430 \u0417\u0435\u043c\u043b\u0435\u043a\u043e\u043f\u0430" }
{%015"a": "b"%015}
["\u0060\u012a\u12AB"]
["\uD801\udc37"]
["\ud83d\ude39\ud83d\udc8d"]
["\"\\\/\b\f\n\r\t"]
["\\u0000"]
["\""]
["a/*b*/c/*d//e"]
["\\a"]
["\\n"]
["\u0012"]
["\uFFFF"]
[ "asd"]
["\uDBFF\uDFFF"]
["new\u00A0line"]
["%364%217%277%277"]
["%357%277%277"]
["\u0000"]
["\u002c"]
["π"]
["%360%233%277%277"]
["asd "]
" "
["\uD834\uDd1e"]
["\u0821"]
["\u0123"]
["%342%200%250"]
["%342%200%251"]
["\u0061\u30af\u30EA\u30b9"]
["new\u000Aline"]
["%177"]
["\uA66D"]
["\u005C"]
["⍂㈴⍂"]
["\uDBFF\uDFFE"]
["\uD83F\uDFFE"]
["\u200B"]
["\u2064"]
["\uFDD0"]
["\uFFFE"]
["\u0022"]
["€𝄞"]
["a%177a"]
false
42
-0.1
null
"asd"
true
""
[true]
 [] 
END

# No JSON.
cat >refused <<'END'
[1 true]
[a%345]
["": 1]
[""],
[,1]
[1,,2]
["x",,]
["x"]]
["",]
["x"
[x
[3[4]]
[%377]
[1:2]
[,]
[-]
[   , ""]
["a",%0154%015,1,
[1,]
[1,,]
["%013a"\f]
[*]
[""
[1,
[1,%0151%015,1
[{}
[fals]
[nul]
[tru]
123%000
[++1234]
[+1]
[+Inf]
[-01]
[-1.0.]
[-2.]
[-NaN]
[.-1]
[.2e-3]
[0.1.2]
[0.3e+]
[0.3e]
[0.e1]
[0E+]
[0E]
[0e+]
[0e]
[1.0e+]
[1.0e-]
[1.0e]
[1 000.0]
[1eE2]
[2.e+3]
[2.e-3]
[2.e3]
[9.e+]
[Inf]
[NaN]
[１]
[1+2]
[0x1]
[0x42]
[Infinity]
[0e+-1]
[-123.123foo]
[123%345]
[1e1%345]
[0%345]
[-Infinity]
[-foo]
[- 1]
[-012]
[-.123]
[-1x]
[1ea]
[1e%345]
[1.]
[.123]
[1.2a-3]
[1.8011670033376514H-308]
[012]
[00.0]
[00e0]
[-00.0]
[-00e0]
["x", truth]
{[: "x"}
{"x", null}
{"x"::"b"}
{🇨🇭}
{"a":"a" 123}
{key: 'value'}
{"%271":"0",}
{"a" b}
{:"b"}
{"a" "b"}
{"a":
{"a"
{1:1}
{9999E9999:1}
{null:null,null:null}
{"id":0,,,,,}
{'a':0}
{"id":0,}
{"a":"b"}/**/
{"a":"b"}/**//
{"a":"b"}//
{"a":"b"}/
{"a":"b",,"c":"d"}
{a: "b"}
{"a":"a
{ "foo" : "bar", "a" }
{"a":"b"}#
["\uD800\"]
[é]
["\%000"]
["\\\"]
["\%011"]
["\"]
[\u0020"asd"]
[\n]
"
['single quote']
abc
["\
["a%000a"]
["new%015line"]
["%011"]
["%037"]
""x
%357%273%277
<.>
[<null>]
[1]x
[1]]
["asd]
aå
[True]
1]
{"x": true,
[][]
]
%357%273{}
%345
[
[%000]
2@
{}}
{"":
{"a":/*comment*/"b"}
{"a": true} "x"
['
[,
[{
["a
["a"
{
{]
{,
{[
{"a
{'a'
["\{["\{["\{["\{
*
{"a":"b"}#{}
[\u000A""]
["asd"
[true
[false
[null
{"asd":"asd"
å
[%342%201%240]
[%014]
[%302%240]
END

# No JSON by the letter, but by the manual read in it: escapes that JSON does not have, and bytes in a string that are no UTF-8.
cat >lenient <<'END'
["\uD800\u"]
["\uD800\u1"]
["\uD800\u1x"]
["\x00"]
["\🌀"]
["\u00A"]
["\uD834\uDd"]
["\uD800\uD800\x"]
["\u%345"]
["\a"]
["\012"]
["\uqqqq"]
["\%345"]
"\UA66D"
["%377"]
END

# Both is right by RFC 8259: numbers that no computer has, surrogates alone, ill-formed UTF-8, other encodings.
cat >either <<'END'
[123.456e-789]
[0.4e00669999999999999999999999999999999999999999999999999999999999999999999999999969999999006]
[-1e+9999]
[1.5e+9999]
[-123123e100000]
[123123e100000]
[123e-10000000]
[-123123123123123123123123123123]
[100000000000000000000]
[-237462374673276894279832749832423479823246327846]
{"\uDFAA":0}
["\uDADA"]
["\uD888\u1234"]
["%346%227%245%321%210%372"]
["\uD800\n"]
["\uDd1ea"]
["\uD800\uD800"]
["\ud800"]
["\ud800abc"]
["%377"]
["\uDd1e\uD834"]
["%351"]
["\uDFAA"]
["%364%277%277%277"]
["%340%200%257"]
["%360%200%200%257"]
["%374%203%277%277%277%277"]
["%300%257"]
["%355%240%200"]
["%201"]
%377%376[%000"%000%351%000"%000]%000
%000[%000"%000%351%000"%000]
[%000"%000%351%000"%000]%000
%357%273%277{}
END
for open in '[' ']'; do
	awk -v open="$open" 'BEGIN { while (i++ < 500) printf "%s", open }'
done >>either

# The deepest ones: 100,000 containers that are not closed, and that are.
awk 'BEGIN {
	while (i++ < 100000) all = all "["
	print all
	while (j++ < 50000) pairs = pairs "[{\"\":"
	print pairs
}' >>refused
awk 'BEGIN {
	while (i++ < 100000) { left = left "["; right = right "]" }
	print left right
}' >>accepted

# escaped TEXT: as sed and printf %b take it.
escaped() {
	printf '%s\n' "$1" | sed 's/\\/\\\\/g'
}

# bytes: what stands for bytes in octal becomes those.
bytes() {
	printf '%b\n' "$(sed -e 's/\\/\\\\/g' -e 's/%\([0-3][0-7][0-7]\)/\\0\1/g')"
}

# as_members FILE TEXT: a record for each case, with the case as one member and TEXT as another.
as_members() {
	sed "s/.*/{\"v\":&,$(escaped "$2")}/" "$1" | bytes
}

# between FILE TEXT: the file, with a record that has TEXT before and behind.
between() {
	printf '{%s}\n' "$2"
	cat "$1"
	printf '{%s}\n' "$2"
}

# count FILE: lines.
count() {
	wc -l <"$1" | tr -d ' '
}

# told REASON FILE: all records of the last run passed for this reason.
told() {
	holds "$1: all of them are told" grep -q "in: $(count "$2") of $(count "$2") records passed as they are.*: $1 ($(count "$2"))\$" err
}

for kind in accepted lenient; do
	as_members $kind "$dirty" >in
	as_members $kind "$clean" >expected
	run "$DEHUSK" --strict=records --from=jsonl in
	expect "$kind: each is read" 0
	same "$kind: each record has its body, and its case as it was" expected out
	bytes <$kind >in
	run "$DEHUSK" --from=jsonl in
	expect "$kind, alone in its line" 0 '.*'
	same "$kind, alone in its line: as it was" in out
	told 'no object with a string "text"' $kind
done

as_members refused "$dirty" >cases
between cases "$dirty" >in
between cases "$clean" >expected
run "$DEHUSK" --from=jsonl in
expect 'refused: no error' 0 '.*'
same 'refused: each passes as it was, and costs only itself' expected out
cases=$(count cases)
holds 'refused: all of them are told' grep -q "in: $cases of $((cases + 2)) records .*the first is record 2: no JSON ($cases)\$" err
bytes <refused >in
run "$DEHUSK" --from=jsonl in
expect 'refused, alone in its line' 0 '.*'
same 'refused, alone in its line: as it was' in out
told 'no JSON' refused

# Each of these is cleaned or passes; that is all that may differ.
as_members either "$dirty" >cases
between cases "$dirty" >in
run "$DEHUSK" -q --from=jsonl in
expect 'either: no error' 0
holds 'either: those around are cleaned' test "$(head -n 1 out)" = "{$clean}" -a "$(tail -n 1 out)" = "{$clean}"
sed "s/$(escaped "$dirty")/$(escaped "$clean")/" in >expected
sed "s/$(escaped "$dirty")/$(escaped "$clean")/" out >out.all
same 'either: the case itself is as it was' expected out.all

finish
