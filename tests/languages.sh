#!/bin/sh
# SPDX-License-Identifier: MIT
# What is there in more than one language: documents have the same commands, every message is translated, and data is the same.
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
	# The other pages that it names.
	sed -n 's/^\.Xr \([^ ]* [0-9]\).*/\1/p' "$1" | sort -u
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

# --- po: every text of the program is translated, in every language ---

if command -v xgettext >/dev/null 2>&1 && command -v msgfmt >/dev/null 2>&1; then
	sh "$srcdir/scripts/messages" --template >template.pot
	holds 'scripts/messages finds texts' test "$(grep -c '^msgid' template.pot)" -gt 250
	for po in "$srcdir"/po/*.po; do
		language=$(basename "$po" .po)
		mkdir -p "catalogues/$language/LC_MESSAGES"
		holds "po/$language.po: is sound" msgfmt --check -o "catalogues/$language/LC_MESSAGES/dehusk.mo" "$po"
		# Untranslated and fuzzy texts are told of.
		holds "po/$language.po: has all texts" msgcmp "$po" template.pot
		holds "po/$language.po: has no other texts" msgcmp --use-untranslated --use-fuzzy template.pot "$po"
	done
else
	skip 'po: texts' 'no gettext'
fi

# --- what the program says in the locales, with the catalogues that were made above ---

# Makes the locale zh_CN.$1 with what the program asks of one: messages, and the characters of up to two bytes, in UTF-8 of three.
# A long run makes all of it.
locale_of() {
	if [ -n "${DEHUSK_LONG-}" ]; then
		localedef -i zh_CN -f "$1" "locales/zh_CN.$1" 2>told
		return
	fi
	gzip -dc "/usr/share/i18n/charmaps/$1.gz" 2>told | grep -v -e '^<U.*/x../x../x../x' -e '^%' -e "$2" >"locales/$1" || return 1
	printf '%s\n' 'comment_char %' 'escape_char /' LC_CTYPE 'upper <U0041>' 'lower <U0061>' 'END LC_CTYPE' \
		LC_MESSAGES 'copy "zh_CN"' 'END LC_MESSAGES' >locales/source
	localedef -c -i locales/source -f "locales/$1" "locales/zh_CN.$1" >told 2>&1 || [ -e "locales/zh_CN.$1/LC_CTYPE" ]
}

# in_locale NAME COMMAND...
in_locale() {
	LC_ALL=$1
	shift
	LC_ALL=$LC_ALL LOCPATH=$scratch/locales CATALOGUES=$scratch/catalogues LD_PRELOAD=$scratch/catalogues.so "$@"
}

lacks=
[ "${NLS-yes}" = yes ] || lacks='the program is built without gettext'
[ -d catalogues ] || lacks='no gettext'
! is_sanitized || lacks='sanitizers want to be loaded first'
mkdir locales
if [ -z "$lacks" ]; then
	${CC:-cc} -shared -fPIC -O1 -D_GNU_SOURCE -o catalogues.so "$srcdir/tests/catalogues.c" -ldl 2>told &&
		locale_of UTF-8 ' */xf' && locale_of GB18030 '^$' || lacks='no locales of Chinese can be made'
fi
if [ -n "$lacks" ]; then
	skip 'messages in Chinese' "$lacks"
	finish
fi

"$DEHUSK" --help >help
in_locale zh_CN.UTF-8 "$DEHUSK" --help >help.zh_CN
in_locale zh_CN.GB18030 "$DEHUSK" --help | iconv -f GB18030 -t UTF-8 >help.gb
in_locale zh_CN.UTF-8 env LANGUAGE=zh_TW "$DEHUSK" --help >help.zh_TW
holds '--help: zh_CN' grep -q '标准输入' help.zh_CN
holds '--help: zh_TW' grep -q '標準輸入' help.zh_TW
same '--help: zh_CN in GB18030' help.zh_CN help.gb

# Options with their arguments, and what is typed in examples.
typed() {
	awk '/^  (-.,|   ) --/ { print substr($0, 1, 26) } /^  [a-z]+(-[a-z]+)?  / { print $1 } /^  .*dehusk / { print }' "$1"
}
typed help >expected
for language in zh_CN zh_TW; do
	typed help.$language >found
	same "--help: $language has the options and examples" expected found
	# An ideograph takes two columns, and two bytes in GB18030.
	iconv -f UTF-8 -t GB18030 help.$language | awk 'length > 80' >long
	same "--help: $language fits in 80 columns" /dev/null long
done
sed -n 's/^ \([^ ].*\):$/\1/p' help.zh_CN >expected
sed -n 's/^\.Ss //p' "$srcdir/man/zh_CN/dehusk.1" | sed 6q >found
same 'man/zh_CN/dehusk.1: the groups of --help' expected found

# --- messages: the language is another one, and nothing else is ---

name=$(printf 'a\nb \033[31m')
printf '海\377边。\n' >ill-formed
run in_locale zh_CN.UTF-8 "$DEHUSK" "$name" no-such-file ill-formed
holds 'zh_CN: the status' test "$status" -eq 1
printf '%s\n' "dehusk: 'a'\$'\n''b '\$'\033''[31m': 没有那个文件或目录" 'dehusk: no-such-file: 没有那个文件或目录' \
	'dehusk: ill-formed: 1 个非法字节序列被替换为 U+FFFD' >expected
same 'zh_CN: messages' expected err
cp out said
run in_locale zh_CN.GB18030 "$DEHUSK" "$name" no-such-file ill-formed
iconv -f GB18030 -t UTF-8 err >found
same 'zh_CN in GB18030: messages' expected found
same 'zh_CN in GB18030: the output' said out
for page in 1 2 3 4 5 6; do cp ill-formed bad$page; done
run in_locale zh_CN.UTF-8 "$DEHUSK" -r . --include='bad*' --dates
echo 'dehusk: ./bad1: 1 个非法字节序列被替换为 U+FFFD；另有 5 个页面含有非法字节' >expected
same 'zh_CN: a summary' expected err
run in_locale zh_CN.UTF-8 "$DEHUSK" --no-such-option
printf '%s\n' 'dehusk: 未知的选项 --no-such-option' "请尝试执行 'dehusk --help' 来获取更多信息。" >expected
same 'zh_CN: a usage error' expected err
echo '扫一扫，分享到朋友圈' >husk
run in_locale zh_CN.UTF-8 "$DEHUSK" -q -i husk
echo 'dehusk: husk: 什么都不会剩下：没有替换；--allow-empty 允许替换' >expected
same 'zh_CN: what is not replaced' expected err
run in_locale zh_CN.UTF-8 "$DEHUSK" -e 'drop (' ill-formed
holds 'zh_CN: what PCRE2 says is English' grep -q 'missing' err
run in_locale zh_CN.UTF-8 "$DEHUSK" -e 'drip x' ill-formed
holds 'zh_CN: an error in a rule' grep -q '^-e:1:1: 未知的动作' err

# Where there are no catalogues, or no characters for them.
run "$DEHUSK" no-such-option --from=x
cp err expected
for how in LANGUAGE=zh_CN LC_CTYPE=C; do
	case $how in
	LANGUAGE=*) run in_locale C env "$how" "$DEHUSK" no-such-option --from=x ;;
	*) run in_locale '' env LC_MESSAGES=zh_CN.UTF-8 LC_CTYPE=C "$DEHUSK" no-such-option --from=x ;;
	esac
	same "$how: English" expected err
done
run env CATALOGUES=/nowhere LC_ALL=zh_CN.UTF-8 "LOCPATH=$scratch/locales" "LD_PRELOAD=$scratch/catalogues.so" \
	"$DEHUSK" no-such-option --from=x
same 'without catalogues: English' expected err

# --- data: the same in any locale ---

as_pages=$(helper as-pages)
"$as_pages" "$cases"/*/in >all
# With -z as many pages, and without it as one.
outputs='--body|--husk|--json|--json -z|--explain -z|--sources -z|--dates -z|-z --facts|-z --rules-only --stats|-z --stats=json|--list-rules|--version'
IFS='|'
for output in $outputs; do
	IFS=' '
	case $output in
	--list-rules | --version) page= ;;
	*) page=all ;;
	esac
	# shellcheck disable=SC2086
	run "$DEHUSK" -q $output $page
	cp out expected
	grep -v '^dehusk: ' err >expected.err || true
	for charset in UTF-8 GB18030; do
		# shellcheck disable=SC2086
		run in_locale "zh_CN.$charset" "$DEHUSK" -q $output $page
		same "zh_CN.$charset: $output" expected out
		grep -v '^dehusk: ' err >counts || true
		same "zh_CN.$charset: $output: counts" expected.err counts
	done
done

finish
