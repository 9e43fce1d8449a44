#!/bin/sh
# SPDX-License-Identifier: MIT
# What the library may not do: input and output, messages, exits, locale, data that changes.
# What lib.sh sets is not seen by a checker that does not follow it.
# shellcheck disable=SC2154
set -eu

. "${srcdir:-.}/tests/lib.sh"

library=${LIBDEHUSK:-./libdehusk.a}
build=${BUILD:-$PWD}

# Functions of the C library that have no business in it, as patterns for grep -E.
forbidden='
	(f|fd|fre|p)?open(at|dir)? creat p?read(v|dir|link)? p?write(v)? (f|p)?close(dir)?
	lseek (f|l)?stat (f)?sync mmap tmpfile mkstemp
	f?(get|put)(c|s|char|w?c)(_unlocked)? puts? fread fwrite fflush getline getdelim
	stdin stdout stderr v?(f|d|as)?w?printf v?sprintf v?f?s?scanf perror strerror syslog
	exit _exit _Exit quick_exit atexit abort raise kill signal sigaction assert(_fail)?
	setlocale newlocale uselocale localeconv (secure_)?getenv setenv putenv unsetenv
	time gettimeofday clock_gettime localtime(_r)? mktime strftime tzset
	s?rand(om)?(_r)? strtok system fork exec(v|l)[ep]* pthread_create
'

# Without what the headers of libc make of a name: __open64_2, __printf_chk.
undefined() {
	nm -u "$library" | sed -n 's/^ *U //p' | sort -u |
		sed -e 's/@.*//' -e 's/^__isoc[0-9]*_//' -e 's/^__\(.*\)_chk$/\1/' -e 's/^__\(.*\)_2$/\1/' \
			-e 's/^_IO_//' -e 's/^__//' -e 's/64$//'
}

# --- who includes whom: directories in the order of the data, and no circles ---

# FILE INCLUDED, as paths below src/.
includes() (
	cd "$srcdir/src"
	find . -name '*.[ch]' | sed 's|^\./||' | sort >"$scratch/files"
	xargs grep '^#include "' <"$scratch/files" | sed 's/^\([^:]*\):#include "\(.*\)"$/\1 \2/' | awk '
		NR == FNR { there[$1]; next }
		$2 in there { print $1, $2; next }
		{ for (i = split("include lib cli", below); i > 0; i--) if (below[i] "/" $2 in there) print $1, below[i] "/" $2 }
	' "$scratch/files" -
)

# Pairs of which the second one stands behind the first one on the way of the data. The program has nothing of the library but its
# public header.
against='
	function place(path, n, parts) {
		n = split(path, parts, "/")
		if (parts[1] == "base") return 0
		if (parts[1] == "include") return 1
		if (parts[1] == "cli") return 100
		return n == 2 ? 50 : 1 + index("decode dump html lines meta match page", parts[2])
	}
	place($2) > place($1) || ($1 ~ /^cli\// && $2 ~ /^lib\//)
'

includes >"$scratch/includes"
awk "$against" "$scratch/includes" >"$scratch/against"
if [ -s "$scratch/includes" ] && ! [ -s "$scratch/against" ]; then
	pass 'library: includes go one way'
else
	fail 'library: includes go one way' "$scratch/against"
fi
if tsort "$scratch/includes" >"$scratch/sorted" 2>"$scratch/circles"; then
	pass 'library: no circle of includes'
else
	fail 'library: no circle of includes' "$scratch/circles"
fi

# The tests can fail.
if echo 'base/buffer.h lib/page/page.h' | awk "$against" | grep -q . &&
	echo 'lib/page/page.h cli/io.h' | awk "$against" | grep -q . &&
	echo 'cli/options.c lib/decode/encodings.h' | awk "$against" | grep -q . &&
	! printf 'a.h b.h\nb.h a.h\n' | tsort >/dev/null 2>&1; then
	pass 'library: what goes the other way is found'
else
	fail 'library: what goes the other way is found'
fi

# --- names: each has one meaning, so that a backtrace needs no names of files ---

# Of C files: "function NAME FILE" for each that is defined, and "tag NAME FILE" of structs, unions
# and enumerations.
# shellcheck disable=SC2016
definitions='
	/^[a-z].*[ *][a-z_0-9]+\(/ {
		name = $0
		sub(/\(.*/, "", name)
		sub(/.*[ *]/, "", name)
	}
	/^[{]/ && name != "" { print "function", name, FILENAME; name = "" }
	/;$/ { name = "" }
	/^((static|const) )*(struct|union|enum) [a-z_0-9]+ [{]/ {
		tag = $0
		sub(/ [{].*/, "", tag)
		sub(/.* /, "", tag)
		print "tag", tag, FILENAME
	}
'
# A program of its own has a main function, too.
# shellcheck disable=SC2016
again='
	($1, $2) in where && where[$1, $2] != $3 && $2 != "main" { print $1, $2, $3 " and " where[$1, $2] }
	{ where[$1, $2] = $3 }
'

(cd "$srcdir/src" && find . -name '*.[ch]' -exec awk "$definitions" {} +) >"$scratch/names"
awk "$again" "$scratch/names" >"$scratch/twice"
if [ "$(grep -c '^function' "$scratch/names")" -gt 1000 ] && grep -q '^tag' "$scratch/names" &&
	! [ -s "$scratch/twice" ]; then
	pass 'library: no name has two meanings'
else
	fail 'library: no name has two meanings' "$scratch/twice"
fi

# The test can fail.
cat >"$scratch/one.c" <<'END'
struct row {
};
static bool read_row(
	struct row *row)
{
END
sed 's/bool/size_t/' "$scratch/one.c" >"$scratch/two.c"
if [ "$(awk "$definitions" "$scratch/one.c" "$scratch/two.c" | awk "$again" | grep -c '')" -eq 2 ]; then
	pass 'library: a name with two meanings is found'
else
	fail 'library: a name with two meanings is found'
fi

# --- what is linked in ---

if ! [ -r "$library" ]; then
	fail "library: $library is not there"
	finish
fi
# A sanitizer and gcov bring their own writable data.
if nm "$library" | grep -q '__\(asan\|ubsan\|tsan\|msan\|gcov\)_'; then
	skip 'library' 'built with a sanitizer or for gcov'
	finish
fi

undefined >"$scratch/undefined"
pattern=$(printf '%s' "$forbidden" | tr -s ' \t\n' '|' | sed -e 's/^|//' -e 's/|$//')
if grep -Ex "$pattern" "$scratch/undefined" >"$scratch/found"; then
	fail 'library: no input, output, exit or locale' "$scratch/found"
else
	pass 'library: no input, output, exit or locale'
fi

# The test can fail: what the library does use is seen.
if grep -qx 'malloc' "$scratch/undefined" && grep -q '^pcre2_match' "$scratch/undefined"; then
	pass 'library: its symbols are read'
else
	fail 'library: its symbols are read' "$scratch/undefined"
fi

# By section: the letters of nm do not tell tables of pointers, which are constant but for relocation.
nm -f sysv "$library" | awk -F '|' '
	$NF ~ /^ *(\.(data|bss|tdata|tbss)|\*COM\*)/ && $NF !~ /^ *\.data\.rel\.ro/ { print $1, $NF }
' >"$scratch/writable"
if [ -s "$scratch/writable" ]; then
	fail 'library: no data that changes' "$scratch/writable"
else
	pass 'library: no data that changes'
fi

# --- the program does with what the shared library exports ---

for shared in "$build"/libdehusk.so.*.*; do :; done
if [ -e "$shared" ]; then
	soname=$(objdump -p "$shared" | sed -n 's/.*SONAME *//p')
	ln -s "$shared" "$scratch/$soname"
	# shellcheck disable=SC2046,SC2086
	run $CC ${HARDENING-} -pthread -o "$scratch/dehusk" $(find "$build/src/cli" -name '*.o') "$build/libbase.a" "$shared" ${LIBRARIES-}
	expect 'library: the program links to the shared one' 0
	"$DEHUSK" --json "$srcdir/examples/page.txt" >"$scratch/expected"
	LD_LIBRARY_PATH=$scratch "$scratch/dehusk" --json "$srcdir/examples/page.txt" >"$scratch/out" 2>&1 || true
	same 'library: the program runs with the shared one' "$scratch/expected" "$scratch/out"
else
	skip 'library: the program with the shared one' 'built without it'
fi

finish
