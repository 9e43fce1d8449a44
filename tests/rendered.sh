#!/bin/sh
# SPDX-License-Identifier: MIT
# What the text browsers and converters that are installed here make of a page of ours, with the
# widths they come with: every paragraph is one line again, and no mark of theirs is left.
# What lib.sh sets and uses is not seen by a checker that does not follow it.
# shellcheck disable=SC2154
set -eu

. "${srcdir:-.}/tests/lib.sh"

page=$srcdir/tests/rendered/page.html

sed -n -e 's/^<p>\(.*。\)<\/p>$/\1/p' -e 's/^<p>\(.*\.\)<\/p>$/\1/p' "$page" | sed 's/<[^>]*>//g; s/^　　//' >"$scratch/paragraphs"

# Renderings depend on the locale: one that knows UTF-8 is everywhere.
render() {
	case $1 in
	w3m) LC_ALL=C.UTF-8 w3m -dump -T text/html -I UTF-8 -O UTF-8 ;;
	lynx) LC_ALL=C.UTF-8 lynx -dump -stdin -assume_charset=UTF-8 -display_charset=UTF-8 ;;
	html2text) html2text -utf8 ;;
	pandoc) LC_ALL=C.UTF-8 pandoc -f html -t plain ;;
	links) LC_ALL=C.UTF-8 links -dump -codepage utf-8 /dev/stdin ;;
	elinks) LC_ALL=C.UTF-8 HOME=$scratch elinks -no-home -dump ;;
	python3) PYTHONIOENCODING=utf-8 python3 -c 'import html2text, sys; sys.stdout.write(html2text.html2text(sys.stdin.buffer.read().decode("utf-8")))' ;;
	esac <"$page"
}

for tool in w3m lynx html2text pandoc links elinks python3; do
	if ! command -v $tool >/dev/null 2>&1; then
		skip "$tool" 'not installed'
		continue
	fi
	# There is another html2text, which knows no such option; Python may have none.
	if ! render $tool >"$scratch/rendered" 2>/dev/null; then
		skip "$tool" 'another one of this name, or without html2text'
		continue
	fi
	"$DEHUSK" -q --body --rules-only <"$scratch/rendered" >"$scratch/body"
	grep -vxF -f "$scratch/body" "$scratch/paragraphs" >"$scratch/broken" || true
	if [ -s "$scratch/broken" ] || ! [ -s "$scratch/paragraphs" ]; then
		fail "$tool: whole paragraphs" "$scratch/broken"
	else
		pass "$tool: whole paragraphs"
	fi
	if grep -vxF -e '[搜索]' -e '[ 搜索 ]' "$scratch/body" |
		grep -e '[][_]' -e '•' -e '□' -e '\*\*' -e '^References' -e '^[*+o-] ' >"$scratch/marks"; then
		fail "$tool: no marks" "$scratch/marks"
	else
		pass "$tool: no marks"
	fi
	"$DEHUSK" -q --explain --rules-only <"$scratch/rendered" >"$scratch/explained"
	if [ "$(grep -c '' "$scratch/explained")" -eq "$(grep -c '' "$scratch/rendered")" ]; then
		pass "$tool: a row for every line"
	else
		fail "$tool: a row for every line" "$scratch/explained"
	fi
	"$DEHUSK" -q --rules-only <"$scratch/rendered" >"$scratch/once"
	"$DEHUSK" -q --rules-only <"$scratch/once" >"$scratch/twice"
	same "$tool: nothing is undone twice" "$scratch/once" "$scratch/twice"
done
finish
