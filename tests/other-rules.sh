#!/bin/sh
# SPDX-License-Identifier: MIT
# What the built-in rules never do: a page that a rule cuts off, and a rule that hits a limit. The program with other rules
# (other.rules) is built by make.
# What lib.sh sets is not seen by a checker that does not follow it.
# shellcheck disable=SC2154
set -eu

. "${srcdir:-.}/tests/lib.sh"

DEHUSK=${HELPERS:-$PWD/tests}/other-rules
if ! [ -x "$DEHUSK" ]; then
	skip 'other rules' 'make check builds their program'
	finish
fi
cd "$scratch"
without_leak_check

# --- a page that is cut off ---

cat >page <<'END'
海边的早市开了。
附注：第一条
网友评论
来源：东山晚报 2021-03-05
附注：第二条
真好看。
END

cat >expected <<'END'
海边的早市开了。
附注：第一条

来源: 东山晚报
2021-03-05
END
for option in --rules-only --line-buffered --max-page=1; do
	gives "cut: $option: the rest goes, its source stays" $option
done
printf '海边的早市开了。\n附注：第一条\n' >expected
gives 'cut: --body' --body --rules-only
printf '网友评论\n来源：东山晚报 2021-03-05\n附注：第二条\n真好看。\n' >expected
gives 'cut: --husk' --husk --rules-only
cat >expected <<'END'
page	1	kept	-	海边的早市开了。		
page	2	kept	note	附注：第一条	0	6
page	3	dropped	comments	网友评论	0	12
page	4	collected	source	来源：东山晚报 2021-03-05		
page	5	dropped	comments	附注：第二条		
page	6	dropped	comments	真好看。		
END
gives 'cut: --explain has the rule for each line' --explain --rules-only

# The next page begins anew.
printf '一。\n网友评论\n二。\0三。\n' >page
printf '一。\n\0三。\n\0' >expected
gives 'cut: only the rest of its page' -z --rules-only
cp page first
printf '一。\n网友评论\n二。\n' >page
cp page second
printf '一。\n\n一。\n' >expected
run "$DEHUSK" --rules-only page second
expect 'cut: the next file' 0
same 'cut: the next file: the output' expected out

# --- a rule that hits a limit ---

slow=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!
warning='rule slow reached a limit on a line and was given up there; the line was kept from it'
printf '%s\nnext\n%s\n' $slow $slow >page
cp page again
printf '%s\n%s\n' $slow $slow >expected
run "$DEHUSK" --rules-only page
expect 'limit: it is told' 0 "dehusk: page: $warning"
same 'limit: the line is kept, other rules work' expected out
run "$DEHUSK" --rules-only page again
expect 'limit: once a run' 0 "dehusk: page: $warning"
run "$DEHUSK" --rules-only -r -j3 -i page again
expect 'limit: once, of several workers' 0 "dehusk: (page|again): $warning"
printf '%s\nnext\n%s\n' $slow $slow >page
run "$DEHUSK" -q --rules-only page
expect 'limit: -q' 0
run "$DEHUSK" -q --json --rules-only page
holds 'limit: JSON counts it' grep -q '"limit_hits":2' out
run "$DEHUSK" -q --stats --rules-only page
holds 'limit: --stats names the rule' grep -q slow err
for strict in --strict --strict=limit-hits; do
	run "$DEHUSK" -q --rules-only $strict page
	expect "limit: $strict minds it" 1
done
run "$DEHUSK" -q --rules-only --strict=ill-formed page
expect 'limit: another kind does not' 0

finish
