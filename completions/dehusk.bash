# SPDX-License-Identifier: MIT
# Completion of dehusk's options and files in bash.

_dehusk() {
	local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]} before='' word
	local options='--body --husk --dates --sources --json --explain --color= --heading --no-heading --facts
		--from= --field= --max-record= --encoding= --null-data --recursive --include= --exclude= --files0-from= --jobs=
		--rule-file= --rule= --no-default-rules --check-rules --list-rules --rules-only --max-page= --line-buffered
		--output= --output-dir= --in-place --in-place= --update --dry-run --check --force --allow-empty --no-sync
		--strict --strict= --quiet --stats --stats=json --help --version'

	COMPREPLY=()
	for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
		if [[ $word == -- ]]; then
			mapfile -t COMPREPLY < <(compgen -f -- "$current")
			return
		fi
	done

	# "=" stands alone between an option and its argument, unless it parts no words: then the word
	# that is offered begins with the option.
	if [[ $current == --*=* ]]; then
		before=${current%%=*}= previous=${current%%=*}= current=${current#*=}
	elif [[ $current == = ]]; then
		previous=${COMP_WORDS[COMP_CWORD - 1]}= current=
	elif [[ $previous == = ]]; then
		previous=${COMP_WORDS[COMP_CWORD - 2]}=
	fi

	case $previous in
	--stats=)
		mapfile -t COMPREPLY < <(compgen -P "$before" -W 'json' -- "$current")
		return
		;;
	--strict=)
		# Of several kinds with commas between them, the last one.
		mapfile -t COMPREPLY < <(compgen -P "$before${current%"${current##*,}"}" -W 'ill-formed unsure-encoding
			mojibake limit-hits long-lines sources-left several-pages unsure-text unread-dates nothing-left other-kind left-open records' -- "${current##*,}")
		return
		;;
	--color=)
		mapfile -t COMPREPLY < <(compgen -P "$before" -W 'auto always never' -- "$current")
		return
		;;
	--from=)
		mapfile -t COMPREPLY < <(compgen -P "$before" -W 'text html jsonl warc' -- "$current")
		return
		;;
	--encoding=)
		mapfile -t COMPREPLY < <(compgen -P "$before" -W 'utf-8 gb18030 big5 utf-16le utf-16be shift_jis
			euc-jp euc-kr windows-1252' -- "$current")
		return
		;;
	--output-dir=)
		mapfile -t COMPREPLY < <(compgen -P "$before" -d -- "$current")
		return
		;;
	-o | -f | --output= | --files0-from= | --rule-file=)
		mapfile -t COMPREPLY < <(compgen -P "$before" -f -- "$current")
		return
		;;
	esac

	if [[ $current == -* ]]; then
		mapfile -t COMPREPLY < <(compgen -W "$options -e -f -i -j -n -o -q -r -z -h -V" -- "$current")
		[[ ${COMPREPLY[0]-} != *= ]] || compopt -o nospace
	else
		mapfile -t COMPREPLY < <(compgen -f -- "$current")
	fi
}

complete -o filenames -F _dehusk dehusk
