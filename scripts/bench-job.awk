# SPDX-License-Identifier: MIT
# What dehusk makes of the clean inputs of scripts/bench, for mawk and gawk under LC_ALL=C.
#
#     awk [-v patterns=FILE] -f bench-job.awk <INPUT
#
# Body lines in their order, without the lines that match an expression of FILE, runs of empty lines
# as one; then each source in byte order with its dates, unique and ascending.

BEGIN {
	while (patterns != "" && (getline line <patterns) > 0)
		husk = husk (husk == "" ? "" : "|") line
	label = "^来源(:|：) *"
}

/^[ \t]|[ \t]$/ {
	gsub(/^[ \t]+|[ \t]+$/, "")
}

# Most husk and most source lines come again, and leave nothing new behind.
$0 in gone {
	next
}

/^来源(:|：)/ && / [0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]$/ {
	gone[$0]
	collect($0)
	next
}

$0 == "" {
	gap = body
	next
}

husk != "" && $0 ~ husk {
	gone[$0]
	next
}

{
	if (gap)
		print ""
	print
	gap = 0
	body = 1
}

END {
	sort_names()
	for (i = 1; i <= names; i++) {
		if (body || i > 1)
			print ""
		print_source(name_of[i])
	}
}

function collect(line,    name, day)
{
	day = substr(line, length(line) - 9)
	name = substr(line, 1, length(line) - 10)
	sub(label, "", name)
	sub(/ +$/, "", name)
	if (!(name in known)) {
		known[name]
		name_of[++names] = name
	}
	dated[name, day]
	if (first == "" || day < first)
		first = day
	if (day > last)
		last = day
}

function sort_names(    i, j, name)
{
	for (i = 2; i <= names; i++) {
		name = name_of[i]
		for (j = i - 1; j > 0 && name_of[j] "" > name ""; j--)
			name_of[j + 1] = name_of[j]
		name_of[j + 1] = name
	}
}

# Neither awk sorts in the same way as the other; there are fewer days than lines.
function print_source(name,    year, month, day, date)
{
	print "来源: " name
	for (year = substr(first, 1, 4) + 0; year <= substr(last, 1, 4) + 0; year++)
		for (month = 1; month <= 12; month++)
			for (day = 1; day <= 31; day++) {
				date = sprintf("%d-%02d-%02d", year, month, day)
				if ((name, date) in dated)
					print date
			}
}
