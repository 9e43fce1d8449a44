#!/bin/sh
# SPDX-License-Identifier: MIT
# What is there in more than one language: the documents have the same commands.
# What lib.sh sets is not seen by a checker that does not follow it.
# shellcheck disable=SC2154
set -eu

. "${srcdir:-.}/tests/lib.sh"

cd "$scratch"

# --- README.zh.md: the commands of README.md, and its figures ---

# Lines of code, without what a comment says.
commands() {
	sed -n 's/^    //p' "$1" | sed 's/  *# .*//'
}

# The numbers of its tables.
figures() {
	sed -n '/^|/p' "$1" | grep -Eo '[0-9][0-9.,]*[0-9]|\.[0-9]+' | sort
}

for part in commands figures; do
	$part "$srcdir/README.md" >expected
	$part "$srcdir/README.zh.md" >found
	holds "README.md: $part" test -s expected
	same "README.zh.md: the $part of README.md" expected found
done
holds 'README.md leads to README.zh.md' grep -q '(README.zh.md)' "$srcdir/README.md"
holds 'README.zh.md leads to README.md' grep -q '(README.md)' "$srcdir/README.zh.md"

# --- man/zh_CN: the options, kinds, examples and parts of the English page ---

skeleton() {
	sed -n -e '/^\.\(It \(Fl\|Cm\|Ev\|[0-9]\)\|Dl\|Op\|Bd\|Bl\|El\)/p' -e '/^\.Fl .*|/p' -e 's/^\.\(S[hs]\) .*/\1/p' "$1"
}

skeleton "$srcdir/man/dehusk.1" >expected
skeleton "$srcdir/man/zh_CN/dehusk.1" >found
holds 'man/dehusk.1: its parts' test "$(grep -c '^.It Fl' expected)" -gt 40
same 'man/zh_CN/dehusk.1: the parts of man/dehusk.1' expected found

# A line gets too long where no mark tells that it may break.
if command -v groff >/dev/null 2>&1 && command -v preconv >/dev/null 2>&1; then
	preconv -e utf-8 "$srcdir/man/zh_CN/dehusk.1" | groff -Wall -wbreak -mandoc -Tutf8 >page 2>told
	holds 'man/zh_CN/dehusk.1: is printed' grep -q '柳溪晚报' page
	same 'man/zh_CN/dehusk.1: all lines can be broken' /dev/null told
else
	skip 'man/zh_CN/dehusk.1: lines' 'no groff'
fi

finish
