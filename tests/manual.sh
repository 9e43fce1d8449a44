#!/bin/sh
# SPDX-License-Identifier: MIT
# The examples of the documents are true: rules in the manual page of rules, and the commands of docs/rules.md, the pictures.
# What lib.sh sets is not seen by a checker that does not follow it.
# shellcheck disable=SC2154
set -eu

. "${srcdir:-.}/tests/lib.sh"

# --- man dehusk-rules: blocks 1, 2 ... of the page as they are printed ---

page=$srcdir/man/dehusk-rules.5
blocks=$(awk -v name="$scratch/block" '
	/^\.Bd -literal/ { inside = 1; count++; next }
	/^\.Ed/ { inside = 0 }
	inside { gsub(/\\e/, "\\"); print > name count ".rules" }
	END { print count }
' "$page")

cd "$scratch"
without_leak_check
actions='drop keep strip cut source husk foot hint'
rules=0
for i in $(seq "$blocks"); do
	block=block$i.rules
	case " $actions # " in
	*" $(sed -n '1s/[ ,].*//p' "$block") "*)
		rules=$((rules + 1))
		run "$DEHUSK" --check-rules -f "$block"
		expect "man dehusk-rules: block $i is a file of rules" 0
		;;
	esac
done
holds 'man dehusk-rules: blocks of rules' test "$rules" -ge 3
for action in $actions; do
	holds "man dehusk-rules: action $action" grep -qx "\.It Cm $action" "$page"
done
run "$DEHUSK" --check-rules -e 'dropp x'
sed -n '1s/.*there are //p' err | sed 's/ and /, /; s/, /\n/g' | sort >listed
echo "$actions" | tr ' ' '\n' | sort >expected
same 'man dehusk-rules: all actions' expected listed

# The example that fails without ^.
block=$(grep -l '^drop     share-row' block*.rules)
sed 's/\^//' "$block" >site.rules
run "$DEHUSK" --check-rules -f site.rules
holds 'man dehusk-rules: what --check-rules tells: status 2' test "$status" -eq 2
same 'man dehusk-rules: what --check-rules tells' "$(grep -l '^site.rules:4' block*.rules)" err

# A rule that matches what is printed.
block=$(grep -l '^drop     credit' block*.rules)
printf '海边的早市。\n来源：柳溪晚报\n' >page
run "$DEHUSK" -f "$block" page
mv out once
printf '海边的早市。\n\n来源: 柳溪晚报\n' >expected
same 'man dehusk-rules: the first run' expected once
run "$DEHUSK" -f "$block" once
printf '海边的早市。\n' >expected
same 'man dehusk-rules: the second run' expected out

# --- docs/rules.md: a line that begins with "$ " is a command, "> " goes on with it; what follows is its output ---

cd "$srcdir"
mkdir "$scratch/bin" "$scratch/shown"
ln -s "$DEHUSK" "$scratch/bin/dehusk"
awk -v name="$scratch/shown/" '
	/^    \$ / { count++; file = name count; print substr($0, 7) > (file ".sh"); printf "" > (file ".out"); inside = 1; next }
	/^    > / { print substr($0, 7) > (file ".sh"); next }
	/^    / && inside { print substr($0, 5) > (file ".out"); next }
	/^$/ && inside { print > (file ".out"); next }
	{ inside = 0 }
' docs/rules.md
commands=0
for command in "$scratch"/shown/*.sh; do
	PATH=$scratch/bin:$PATH sh "$command" >"$scratch/out" 2>&1 || true
	# Empty lines at the end part the output from the text below.
	sed -e :a -e '/^\n*$/{$d;N;ba' -e '}' "${command%.sh}.out" >"$scratch/expected"
	same "docs/rules.md: $(head -n 1 "$command")" "$scratch/expected" "$scratch/out"
	commands=$((commands + 1))
done
holds 'docs/rules.md: commands' test "$commands" -ge 4

# --- docs/before-after.md: its pictures are drawn from what the program says ---

mkdir "$scratch/drawn"
holds 'the pictures are drawn' scripts/picture "$DEHUSK" "$scratch/drawn"
for scheme in light dark; do
	same "docs/before-after-$scheme.svg" docs/before-after-$scheme.svg "$scratch/drawn/before-after-$scheme.svg"
done
finish
