# SPDX-License-Identifier: MIT
# The laws of the output, to be tried on pages that end in NUL. To be sourced after lib.sh.
# shellcheck shell=sh disable=SC2154
#
# 1 valid UTF-8, NFC, LF; 2 idempotent; 3 the same bytes however the input arrives, in any locale
# and time zone; 4 extractive; 5 every line accounted for. Pages go through the program by the
# hundred.

drip=$(helper drip)
subsequence=$(helper subsequence)
# The pieces of law 3, in bytes.
sizes=$(amount '5 4096' '1 3 64 4096' '1 2 3 7 64 4096 65536')
smallest=$(amount 5 1 1)

# How pages are read. A text whose first line is a tag of html that it quotes is read as html again,
# so pages of text are said to be text.
from=--from=text

# dehusk without warnings; a status that is not 0 ends the test.
dehusk() {
	"$DEHUSK" -q ${from:+"$from"} "$@"
}

one=$(printf '\001') tab=$(printf '\t')
unseen='::[\u0001-\u0008\u000E-\u001F\u007F-\u0084\u0086-\u009F\u200B\uFEFF\u00AD\u202A-\u202E\uFFF9-\uFFFB] Remove;'

# law_1 NAME OUTPUT: the form of an output.
law_1() {
	if ! iconv -f UTF-8 -t UTF-8 "$2" >/dev/null 2>"$scratch/difference"; then
		fail "$1: valid UTF-8" "$scratch/difference"
	else
		pass "$1: valid UTF-8"
	fi
	# C0 controls but LF (and the NUL that ends a page) and tabs before code, DEL, C1, LS, PS, byte
	# order mark.
	if tr -d '\000' <"$2" | sed 's/^[[:blank:]]*//' | tr -d '\n' | grep -cq "$(printf '[\001-\037\177]\|\302[\200-\237]\|\342\200[\250\251]\|\357\273\277')"; then
		fail "$1: no controls, no line ends but LF"
	else
		pass "$1: no controls, no line ends but LF"
	fi
	if command -v uconv >/dev/null 2>&1; then
		uconv -f UTF-8 -t UTF-8 -x any-nfc "$2" >"$scratch/nfc"
		same_pages "$1: NFC" "$scratch/nfc" "$2"
	else
		skip "$1: NFC" 'no uconv'
	fi
	# No page begins or ends with an empty line, has two of them running, or lacks its last line
	# end.
	lines_of_pages <"$2" >"$scratch/pages"
	bad=$(printf '^\001|\001\001\001|\001\001$|[^\001]$')
	if grep -En "$bad" "$scratch/pages" >"$scratch/difference"; then
		fail "$1: empty lines" "$scratch/difference"
	else
		pass "$1: empty lines"
	fi
}

# law_2 NAME OPTION INPUT OUTPUT: cleaning what is clean changes nothing.
law_2() {
	dehusk -z "$2" <"$4" >"$scratch/again"
	same_pages "$1: idempotent ($2)" "$4" "$scratch/again" "$3"
}

# law_3 NAME INPUT OUTPUT: pieces, and an environment.
law_3() {
	for size in $sizes; do
		"$drip" "$size" <"$2" | dehusk -z >"$scratch/pieces"
		same_pages "$1: pieces of $size" "$3" "$scratch/pieces" "$2"
	done
	dehusk -z "$2" >"$scratch/pieces"
	same_pages "$1: a file" "$3" "$scratch/pieces" "$2"
	# There no rendering is undone: of pages that are rendered the output is another one.
	dehusk -z --line-buffered "$2" >"$scratch/lines.whole"
	"$drip" 61 <"$2" | dehusk -z --line-buffered >"$scratch/pieces"
	same_pages "$1: line by line" "$scratch/lines.whole" "$scratch/pieces" "$2"
	LC_ALL=tr_TR.UTF-8 LANG=tr_TR.UTF-8 TZ=America/St_Johns "$DEHUSK" -q ${from:+"$from"} -z <"$2" >"$scratch/pieces"
	same_pages "$1: another locale and time zone" "$3" "$scratch/pieces" "$2"
}

# law_3_environment NAME INPUT OUTPUT: any locale, any time zone, nothing at all.
law_3_environment() {
	for locale in C C.UTF-8 zh_CN.GBK tr_TR.UTF-8 ''; do
		! leaves_out 3 || continue
		LC_ALL=$locale LANG=$locale "$DEHUSK" -q ${from:+"$from"} -z <"$2" >"$scratch/pieces"
		same_pages "$1: locale '$locale'" "$3" "$scratch/pieces" "$2"
	done
	for zone in UTC Asia/Shanghai America/St_Johns; do
		! leaves_out 3 || continue
		TZ=$zone "$DEHUSK" -q ${from:+"$from"} -z <"$2" >"$scratch/pieces"
		same_pages "$1: time zone $zone" "$3" "$scratch/pieces" "$2"
	done
	(unset HOME LC_ALL LANG TZ && dehusk -z) <"$2" >"$scratch/pieces"
	same_pages "$1: no environment" "$3" "$scratch/pieces" "$2"
}

# The same for every other output, where the pieces are smallest.
law_3_outputs() {
	for output in --body --husk --dates --sources --json --explain; do
		! leaves_out 2 || continue
		dehusk -z $output <"$2" >"$scratch/whole"
		"$drip" "$smallest" <"$2" | dehusk -z $output >"$scratch/pieces"
		same_pages "$1: pieces of $smallest ($output)" "$scratch/whole" "$scratch/pieces" "$2"
	done
}

# law_4 NAME INPUT BODY EXPLAINED: nothing is rewritten. Against the cleaned lines, and against the
# input itself, read as UTF-8: composed characters may come of what an invisible one parted, so these
# go first, and both are decomposed.
law_4() {
	tr '\000' '\001' <"$4" | sed "s/^\(${one}*\)-${tab}[0-9]*${tab}[a-z]*${tab}[^$tab]*$tab/\1/; s/${tab}[0-9]*${tab}[0-9]*\$//" |
		tr '\001' '\000' >"$scratch/cleaned"
	if "$subsequence" "$scratch/cleaned" "$3" >"$scratch/difference"; then
		pass "$1: nothing but cleaned lines in the body"
	else
		fail "$1: nothing but cleaned lines in the body" "$scratch/difference"
	fi
	# Lines that are made from markup are the input.
	[ -n "$from" ] || return 0
	if ! command -v uconv >/dev/null 2>&1; then
		skip "$1: nothing but the input in the body" 'no uconv'
		return
	fi
	uconv -f UTF-8 -t UTF-8 --from-callback substitute -x "$unseen" <"$2" |
		uconv -f UTF-8 -t UTF-8 -x any-nfd >"$scratch/cleaned"
	dehusk -z --body --encoding=UTF-8 <"$2" >"$scratch/body.utf8"
	uconv -f UTF-8 -t UTF-8 -x any-nfd "$scratch/body.utf8" >"$scratch/body.nfd"
	if "$subsequence" "$scratch/cleaned" "$scratch/body.nfd" >"$scratch/difference"; then
		pass "$1: nothing but the input in the body"
	else
		page=$(sed 's/page //' "$scratch/difference")
		{ page_of "$page" <"$scratch/body.utf8" && echo 'made from:' && page_of "$page" <"$2"; } >>"$scratch/difference"
		fail "$1: nothing but the input in the body" "$scratch/difference"
	fi
}

# law_5 NAME INPUT BODY EXPLAINED: each line has one verdict, and each output agrees with it.
law_5() {
	dehusk -z --json <"$2" | tr '\000' '\n' | grep . >"$scratch/json"
	sed 's/.*"lines":\([0-9]*\),"kept":\([0-9]*\),"empty":\([0-9]*\),"collected":\([0-9]*\),"dropped":\([0-9]*\),.*/\1 \2 \3 \4 \5/' \
		"$scratch/json" >"$scratch/counts"
	if awk '$1 != $2 + $3 + $4 + $5 { print "page " NR ": " $0; bad = 1 } END { exit bad }' "$scratch/counts" >"$scratch/difference"; then
		pass "$1: the counts add up"
	else
		fail "$1: the counts add up" "$scratch/difference"
	fi
	# Numbered from 1 in each page, and as many of each verdict as were counted.
	tr '\000' '\001' <"$4" | awk -F '\t' '
		function page() { print n + 0, v["kept"] + 0, v["empty"] + 0, v["collected"] + 0, v["dropped"] + 0; n = 0; split("", v) }
		{ while (sub(/^\001/, "")) page() }
		NF == 0 { next }
		{ n++; v[$3]++ }
		NF != 7 || $1 != "-" || $2 != n || $4 == "" || $6 + $7 > length($5) { print "line " NR ": " $0 }
	' >"$scratch/rows"
	same "$1: a row for each line" "$scratch/counts" "$scratch/rows"

	dehusk -z --husk <"$2" | tr '\000' '\n' | grep . >"$scratch/husk"
	tr '\000' '\n' <"$4" | awk -F '\t' '$3 == "collected" || $3 == "dropped" { print $5 }' | grep . >"$scratch/rows"
	same "$1: the husk is what was dropped or collected" "$scratch/rows" "$scratch/husk"
	# Blanks before code stand in the body only.
	tr '\000' '\n' <"$3" | sed 's/^[[:blank:]]*//' | grep . >"$scratch/kept"
	tr '\000' '\n' <"$4" | awk -F '\t' '$3 == "kept" && $4 != "joined" { print $5 }' >"$scratch/rows"
	same "$1: the body is what was kept" "$scratch/rows" "$scratch/kept"
}

# laws NAME INPUT
laws() {
	dehusk -z <"$2" >"$scratch/text"
	dehusk -z --body <"$2" >"$scratch/body"
	dehusk -z --explain <"$2" >"$scratch/explained"
	law_1 "$1" "$scratch/text"
	law_2 "$1" --body "$2" "$scratch/body"
	law_2 "$1" --max-page=4M "$2" "$scratch/text"
	law_2 "$1" --rules-only "$2" "$scratch/text"
	dehusk -z --rules-only <"$2" >"$scratch/ruled"
	law_2 "$1, by rules alone" --rules-only "$2" "$scratch/ruled"
	dehusk -z --facts <"$2" >"$scratch/facts"
	law_2 "$1, with facts" --facts "$2" "$scratch/facts"
	law_3 "$1" "$2" "$scratch/text"
	law_4 "$1" "$2" "$scratch/body" "$scratch/explained"
	law_5 "$1" "$2" "$scratch/body" "$scratch/explained"
}
