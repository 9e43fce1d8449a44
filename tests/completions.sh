#!/bin/sh
# SPDX-License-Identifier: MIT
# The completions for bash, zsh and fish: each shell, asked by its own means, offers the options of --help with their values.
# What lib.sh sets is not seen by a checker that does not follow it.
# shellcheck disable=SC2154
set -eu

. "${srcdir:-.}/tests/lib.sh"

completions=$srcdir/completions
cd "$scratch"
mkdir results

# --- what there is to offer ---

# LETTER NAME ARGUMENT HELP of each option, with tabs between; "-" for a letter or argument that it has not. An argument that may
# be left out has "?" in front.
"$DEHUSK" --help | sed -n -e 's/^   *\(-.\), --/\1	/p' -e 's/^   *--/-	/p' |
	sed -e '/^[^	]*	[a-z0-9-]*\[=/{s/\[=\([^]]*\)\] */	?\1	/;b' -e '}' -e '/^[^	]*	[a-z0-9-]*=/{s/=\([^ ]*\) */	\1	/;b' -e '}' \
		-e 's/^\([^	]*	[^ ]*\)  */\1	-	/' >options
cut -f2 options | sort >names
holds '--help is read' test "$(grep -c '' options)" -gt 40 -a "$(grep -Evc '^(-.?)	[a-z0-9-]+	(-|\??[A-Za-z.,]+)	[a-z].*' options)" -eq 0

# What the program says that an option takes, a word a line.
values_of() {
	"$DEHUSK" "--$1=?" 2>&1 </dev/null | sed -n -e '1s/ and /, /g' -e '1s/--stats=*//g' -e '1s/.*there \(is only\|is\|are\) //p' |
		tr -d ' ' | tr ',' '\n' | sed '/^$/d' | sort
}
for option in color from stats strict; do
	values_of $option >"$option.values"
	holds "--$option: words" test -s $option.values
done

# offers SHELL OPTION: the words in `offered` are those that the option takes.
offers() {
	if [ -e "$2.values" ]; then
		same "$1: --$2=" "$2.values" offered
		return
	fi
	holds "$1: --$2=: words" test -s offered
	while read -r word; do
		holds "$1: --$2=$word: is taken" "$DEHUSK" "--$2=$word" /dev/null
	done <offered
}

# --- bash ---

# What bash offers for the last of these words of a command line, sorted, a word a line.
ask_bash() {
	# shellcheck disable=SC2016
	bash -c '. "$1" && shift && COMP_WORDS=(dehusk "$@") COMP_CWORD=$# && compopt() { :; } &&
		_dehusk dehusk "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}" &&
		printf "%s\n" "${COMPREPLY[@]}"' bash "$completions/dehusk.bash" "$@" | sort
}

# Options with an argument end in "="; where it may be left out, both forms are there.
bash_options() {
	awk -F'\t' '
		$1 != "-" { print $1 }
		$3 == "-" || $3 ~ /^[?]/ { print "--" $2 }
		$3 != "-" { print "--" $2 "=" ($3 == "?json" ? "json" : "") }' options | sort >expected
	{ ask_bash - && ask_bash --; } | sort -u >offered
	same 'bash: options' expected offered
}

bash_values() {
	bash_options
	for option in color from stats strict encoding; do
		ask_bash "--$option" = >offered
		offers bash $option
	done
	holds 'bash: --strict=ill' test "$(ask_bash --strict = ill)" = ill-formed
	holds 'bash: --strict=ill-formed,no' test "$(ask_bash --strict = ill-formed,no)" = ill-formed,nothing-left
	# Where "=" does not part words.
	holds 'bash: --encoding=big as a word' test "$(ask_bash --encoding=big)" = --encoding=big5
	holds 'bash: --strict=ill-formed,no as a word' \
		test "$(ask_bash --strict=ill-formed,no)" = --strict=ill-formed,nothing-left
}

# --- a shell on a terminal ---

# typed SHELL < LINES: what the shell makes of the words behind dehusk, of lines with a tab at their end.
typed() {
	case $1 in
	bash)
		setup=". '$completions/dehusk.bash'; PS1=; dehusk() { printf 'GOT<%s>\\n' \"\$*\"; }"
		shell='bash --norc --noprofile -i'
		;;
	zsh)
		setup="PS1= RPS1=; unsetopt zle_bracketed_paste prompt_sp beep; fpath=('$completions' \$fpath); autoload -Uz compinit; \
compinit -u -D; dehusk() { print -r -- \"GOT<\$*>\" }"
		shell='zsh -f -i'
		;;
	esac
	{
		printf '%s\n' "$setup"
		sed 's/.*/dehusk &	/'
		echo ' exit'
	} >typed.in
	script -qec "env -i TERM=dumb PATH='$PATH' HOME=/nonexistent $shell" /dev/null <typed.in 2>/dev/null |
		tr -d '\r' | sed -n 's/.*GOT<\([^$%>]*\)>.*/\1/p' | sed 's/ *$//'
}

# TYPED EXPECTED, with a tab between: each option by the shortest beginning that is its own, and words of values.
to_type() {
	awk -F'\t' '
		NR == FNR { name[++count] = $1; next }
		{
			size = 0
			do {
				size++
				same = 0
				for (i = 1; i <= count; i++) same += substr(name[i], 1, size) == substr($2, 1, size)
			} while ((same > 1 || substr($2, size, 1) == "-") && size < length($2))
			if (same == 1) print "--" substr($2, 1, size) "\t--" $2
		}' names options
	cat <<-'END'
		--color=al	--color=always
		--from=ht	--from=html
		--encoding=big	--encoding=big5
		--strict=ill-formed,noth	--strict=ill-formed,nothing-left
		--stats=j	--stats=json
		--output-dir=res	--output-dir=results
	END
}

# An option with an argument may be left with or without its "=", a directory with or without its slash.
completes_on_terminal() {
	if ! command -v "$1" >/dev/null 2>&1 || ! script -qec true /dev/null >/dev/null 2>&1 </dev/null; then
		skip "completion in $1 on a terminal" "no $1, or no script(1)"
		return
	fi
	to_type >lines
	cut -f1 lines | typed "$1" | sed 's/^\(--[a-z0-9-]*\)=$/\1/; s|/$||' >got
	cut -f2 lines >expected
	same "$1 on a terminal" expected got
}

# --- zsh: descriptions ---

zsh_describes() {
	sed -n -e "s/'\\\\''/'/g" -e 's/.*--\([a-z0-9-]*\)[]=}-]*[^[a-z]*\[\([^]]*\)\].*/\1	\2/p' "$completions/_dehusk" | sort >described
	cut -f2,4 options | sort >expected
	same 'zsh: descriptions' expected described
}

# --- fish ---

# What fish offers for a line, a word a line, with its description behind a tab.
ask_fish() {
	# shellcheck disable=SC2016
	fish --no-config -c 'source $argv[1]; complete -C $argv[2]' "$completions/dehusk.fish" "$1"
}

fish_values() {
	if ! command -v fish >/dev/null 2>&1; then
		skip 'completion in fish' 'no fish'
		return
	fi
	{ ask_fish 'dehusk -' && ask_fish 'dehusk --'; } | sed 's/=\(	\|$\)/\1/' | sort -u >offered
	awk -F'\t' '{ print "--" $2 "\t" $4 } $1 != "-" { print $1 "\t" $4 }' options | sort >expected
	same 'fish: options and descriptions' expected offered
	for option in color from stats strict encoding max-page; do
		ask_fish "dehusk --$option=" | cut -f1 | sed 's/^[^=]*=//' | sort >offered
		offers fish $option
	done
	holds 'fish: --strict=ill-formed,no' \
		test "$(ask_fish 'dehusk --strict=ill-formed,no' | cut -f1)" = '--strict=ill-formed,nothing-left'
}

if command -v bash >/dev/null 2>&1; then
	bash_values
else
	skip 'completion in bash' 'no bash'
fi
completes_on_terminal bash
completes_on_terminal zsh
zsh_describes
fish_values
finish
