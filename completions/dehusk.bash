# SPDX-License-Identifier: MIT
# Completion of dehusk's options and files in bash.

_dehusk() {
	local current=$2 previous=$3 word
	local options='--body --husk --dates --sources --json --explain --output= --null-data
		--line-buffered --rules-only --strict --quiet --stats --stats=json --help --version'

	COMPREPLY=()
	for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
		if [[ $word == -- ]]; then
			mapfile -t COMPREPLY < <(compgen -f -- "$current")
			return
		fi
	done

	# "=" stands alone between an option and its argument.
	if [[ $current == = ]]; then
		previous=${COMP_WORDS[COMP_CWORD - 1]}= current=
	elif [[ $previous == = ]]; then
		previous=${COMP_WORDS[COMP_CWORD - 2]}=
	fi

	case $previous in
	--stats=)
		mapfile -t COMPREPLY < <(compgen -W 'json' -- "$current")
		return
		;;
	-o | --output=)
		mapfile -t COMPREPLY < <(compgen -f -- "$current")
		return
		;;
	esac

	if [[ $current == -* ]]; then
		mapfile -t COMPREPLY < <(compgen -W "$options -o -z -q -h -V" -- "$current")
		[[ ${COMPREPLY[0]-} != *= ]] || compopt -o nospace
	else
		mapfile -t COMPREPLY < <(compgen -f -- "$current")
	fi
}

complete -o filenames -F _dehusk dehusk
