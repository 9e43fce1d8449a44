#!/bin/sh
# SPDX-License-Identifier: MIT
# Floors for the figures of quality, measured by the scorers in the directory $DEHUSK_SHARED: it holds pages, modern, lines and
# cases. A floor is raised when a figure has risen, and never lowered without a reason in the commit message.
# What lib.sh sets is not seen by a checker that does not follow it.
# shellcheck disable=SC2154
set -eu

. "${srcdir:-.}/tests/lib.sh"

shared=${DEHUSK_SHARED-}
if [ ! -d "$shared/pages" ]; then
	skip 'figures' 'DEHUSK_SHARED is not set to the directory that holds pages, modern, lines and cases'
	finish
elif ! has_python; then
	skip 'figures' 'the scorers need python3'
	finish
elif is_sanitized || [ -n "${DEHUSK_BRIEF-}" ]; then
	skip 'figures' 'they are those of the plain program'
	finish
fi
export DEHUSK

# The rows: which figure (see the commands below), at least (>=) or at most (<=), the floor, and what it is a figure of.
rows() {
	cat <<-'END'
		F1/daniel-zh/strip           >=  .959  pages: F1
		F1/daniel-zh/w3m             >=  .948  pages: F1
		F1/daniel-zh/lynx            >=  .955  pages: F1
		F1/cx-extractor/strip        >=  .913  pages: F1
		F1/cx-extractor/w3m          >=  .914  pages: F1
		F1/cx-extractor/lynx         >=  .914  pages: F1
		F1/cwce/strip                >=  .932  pages: F1
		F1/cwce/w3m                  >=  .902  pages: F1
		F1/cwce/lynx                 >=  .933  pages: F1
		F1/blogs-zh/strip            >=  .983  pages: F1
		F1/blogs-zh/w3m              >=  .954  pages: F1
		F1/blogs-zh/lynx             >=  .915  pages: F1
		F1/gne-silver/strip          >=  .919  pages: F1
		F1/gne-silver/w3m            >=  .909  pages: F1
		F1/gne-silver/lynx           >=  .879  pages: F1
		F1/daniel-zh/html            >=  .963  pages of html: F1
		F1/cx-extractor/html         >=  .914  pages of html: F1
		F1/cwce/html                 >=  .945  pages of html: F1
		F1/blogs-zh/html             >=  .969  pages of html: F1
		F1/gne-silver/html           >=  .959  pages of html: F1
		F1/pool/html                 >=  .955  pages of html: F1
		modern/F1                    >=  .968  modern pages: F1
		modern/lost                  <=  0     modern pages: % with F1 below .5
		modern/title                 >=  .92   modern pages: share with the right title
		modern/title-kept            >=  .98   modern pages: share whose title is a line of the text
		modern/published             >=  .95   modern pages: share with the right date
		modern/author                >=  .75   modern pages: share with the right author
		modern/sources               >=  .98   modern pages: share with the right sources
		modern/sources-dated         >=  .98   modern pages: share with the right sources and dates
		modern/below-rules           <=  0     modern pages: kinds that --rules-only does better by over .01
		splice/9-cells/kept          >=  97.0  lines of a table in a body: % of the text kept
		splice/9-cells/lost          <=  7     lines of a table in a body: pages that lost over a quarter
		splice/24-cells/kept         >=  96.6  24 lines of a table in a body: % of the text kept
		splice/24-cells/lost         <=  8     24 lines of a table in a body: pages that lost over a quarter
		splice/code/kept             >=  97.2  lines of code in a body: % of the text kept
		splice/code/lost             <=  7     lines of code in a body: pages that lost over a quarter
		splice/headings/kept         >=  96.6  headings between paragraphs: % of the text kept
		splice/headings/lost         <=  7     headings between paragraphs: pages that lost over a quarter
		lines/husk/bare              >=  146   lines of husk and body, bare: right
		lines/husk/page              >=  145   lines of husk and body, in a page: right
		lines/husk/rules             >=  146   lines of husk and body, by rules only: right
		lines/sources/bare           >=  165   source lines, bare: right
		lines/sources/page           >=  165   source lines, in a page: right
		cases/gap                    >=  2     cases gap-*: right
		cases/eaten                  >=  3     cases eaten-*: right
		cases/husk                   >=  6     cases husk-*: right
		cases/title                  >=  1     cases title-*: right
		cases/label                  >=  4     cases label-*: right
		cases/date                   >=  4     cases date-*: right
		cases/name                   >=  2     cases name-*: right
		cases/byline                 >=  2     cases byline-*: right
		cases/head                   >=  2     cases head-*: right
		facts/source                 >=  .98   real pages: share of sources found
		facts/dated                  >=  .98   real pages: share of them with the right dates
		facts/position               >=  .68   real pages: share of sources found by their place
		facts/published              >=  .97   real pages: share with the right date
		facts/author                 >=  .83   real pages: share with the right author
		facts/editor                 >=  .99   real pages: share with the right editor
		facts/title                  >=  .96   real pages: share with the right title
		gold/same                    >=  333   gold texts that come out as with --rules-only
	END
}

# --- the figures, one a line: name, value; each scorer runs once ---

score_pages() {
	python3 "$srcdir/tests/score-pages.py" "$shared/pages" "$DEHUSK" strip w3m lynx html
}

# "kind n=1 LP LR LF P R F1 lost% src srcd pub[+n] auth[+n] titl tkep": F1 is before the one column with a per cent sign.
score_modern() {
	"$shared/modern/score" -- "$DEHUSK" -q --json >"$scratch/modern"
	"$shared/modern/score" -- "$DEHUSK" -q --json --rules-only >"$scratch/modern.rules"
	awk '
		FNR == 1 { rules = NR > 1; next }
		{
			sub(/n= */, "n=")
			gsub(/\+[0-9]+/, "")
			for (i = 1; $i !~ /%$/; i++)
				continue
			if (rules)
				below += $1 != "all" && $(i - 1) > f1[$1] + .01
			f1[$1] = $(i - 1)
			if ($1 == "all" && !rules) {
				sub(/%/, "", $i)
				print "modern/F1", $(i - 1)
				print "modern/lost", $i
				print "modern/sources", $(i + 1)
				print "modern/sources-dated", $(i + 2)
				print "modern/published", $(i + 3)
				print "modern/author", $(i + 4)
				print "modern/title", $(i + 5)
				print "modern/title-kept", $(i + 6)
			}
		}
		END { print "modern/below-rules", below + 0 }' "$scratch/modern" "$scratch/modern.rules"
}

splice() {
	"$shared/pages/splice" "$shared/pages" | awk '
		/^[^ ]/ { of_set = $1 == "daniel-zh" }
		!of_set { next }
		/^ *9 cells/ { name = "9-cells" }
		/^ *24 cells/ { name = "24-cells" }
		/^ *5 code lines/ { name = "code" }
		/^ *numbered heading/ { name = "headings" }
		name != "" {
			match($0, /kept [0-9.]+/)
			print "splice/" name "/kept", substr($0, RSTART + 5, RLENGTH - 5)
			match($0, /quarter: [0-9]+/)
			print "splice/" name "/lost", substr($0, RSTART + 9, RLENGTH - 9)
			name = ""
		}'
}

try_lines() {
	for what in husk sources; do
		"$shared/lines/try-lines" $what "$DEHUSK" | awk -v what=$what '
			$1 == "all" {
				print "lines/" what "/bare", $3
				print "lines/" what "/page", $4
				if (NF > 4)
					print "lines/" what "/rules", $5
			}'
	done
}

try_cases() {
	for kind in gap eaten husk title label date name byline head; do
		set --
		for case in "$shared/cases/$kind"-*/; do
			case=${case%/}
			[ ! -d "$case" ] || set -- "$@" "${case##*/}"
		done
		"$shared/cases/try" "$DEHUSK" "$@" | sed -n "s|^\([0-9]*\) of [0-9]* right$|cases/$kind \1|p"
	done
}

score_facts() {
	"$shared/pages/score-facts" -- "$DEHUSK" -q --json | awk 'NR > 1 { print "facts/" $1, $NF }'
}

# What a person marked as the text of a page has no husk to be left out.
gold() {
	"$DEHUSK" -q -z "$shared"/pages/*/*.gold.txt | lines_of_pages >"$scratch/default"
	"$DEHUSK" -q -z --rules-only "$shared"/pages/*/*.gold.txt | lines_of_pages >"$scratch/rules"
	awk 'NR == FNR { line[FNR] = $0; next } line[FNR] == $0 { same++ } END { print "gold/same", same + 0 }' \
		"$scratch/default" "$scratch/rules"
}

for scorer in score_pages score_modern splice try_lines try_cases score_facts gold; do
	$scorer >>"$scratch/figures" 2>"$scratch/err" || fail "figures: $scorer" "$scratch/err"
done

rows | while read -r figure order floor what; do
	value=$(sed -n "s|^$figure ||p" "$scratch/figures")
	case $order in '>=') better='at least' ;; *) better='at most' ;; esac
	name="figures: $figure, $what: ${value:-none} ($better $floor)"
	if awk -v value="${value:-none}" -v order="$order" -v floor="$floor" \
		'BEGIN { exit !(value ~ /^[0-9.]+$/ && (order == ">=" ? value + 0 >= floor + 0 : value + 0 <= floor + 0)) }'; then
		pass "$name"
	else
		fail "$name"
	fi
done
# Of the loop, which is a process of its own; finish reads it.
# shellcheck disable=SC2034
passed=$(rows | grep -c '')
finish
