#!/bin/sh
# SPDX-License-Identifier: MIT
# The installed library: what it exports, the example of its manual page, shared and static, the one in Python; and that all of it
# can be uninstalled. $BUILD is where it was built.
# What lib.sh sets is not seen by a checker that does not follow it.
# shellcheck disable=SC2154
set -eu

. "${srcdir:-.}/tests/lib.sh"

root=$scratch/root
# Another make runs this test.
unset MAKEFLAGS MFLAGS MAKELEVEL
cd "$BUILD"
if ! make install DESTDIR="$root" >"$scratch/log" 2>&1; then
	fail 'install: make install' "$scratch/log"
	finish
fi
pass 'install: make install'

pc=$(find "$root" -name libdehusk.pc)
PKG_CONFIG_PATH=${pc%/*} PKG_CONFIG_SYSROOT_DIR=$root
export PKG_CONFIG_PATH PKG_CONFIG_SYSROOT_DIR
lib=${pc%/*/*}
header=$(find "$root" -name dehusk.h)

# --- names ---

# The functions that the header declares.
sed -n 's|//.*||; s/^[a-z].*[ *]\(dehusk_[a-z_]*\)(.*/\1/p' "$header" | sort >"$scratch/declared"
holds 'install: the header declares functions' test "$(grep -c '' "$scratch/declared")" -gt 20
if [ -e "$lib/libdehusk.so" ]; then
	nm -D --defined-only "$lib/libdehusk.so" | sed -n 's/.* [A-Z] \(dehusk_[^@]*\)@.*/\1/p' | sort >"$scratch/exported"
	same 'install: the shared library exports what the header declares' "$scratch/declared" "$scratch/exported"
	nm -D --defined-only "$lib/libdehusk.so" | grep -v ' dehusk_\| A LIBDEHUSK_' >"$scratch/others" || true
	same 'install: the shared library exports nothing else' /dev/null "$scratch/others"
else
	skip 'install: exported names' 'no shared library'
fi
# Several objects: the tools at hand could not make one of them.
if [ "$(ar t "$lib/libdehusk.a" | grep -c '\.o$')" -eq 1 ]; then
	nm -g --defined-only "$lib/libdehusk.a" | sed -n 's/.* [A-Z] //p' | sort >"$scratch/exported"
	same 'install: the static library has no other global names' "$scratch/declared" "$scratch/exported"
else
	skip 'install: names of the static library' 'its objects are not one'
fi

# --- programs ---

version=$(pkg-config --modversion libdehusk)
number=$(echo "$version" | awk -F. '{ print 10000 * $1 + 100 * $2 + $3 }')
holds 'install: the version in the header' grep -qx "#define DEHUSK_VERSION $number" "$header"
if command -v c++ >/dev/null 2>&1; then
	echo '#include <dehusk.h>' >"$scratch/header.cc"
	# shellcheck disable=SC2046
	run c++ -Wall -Wextra -Werror -fsyntax-only $(pkg-config --cflags libdehusk) "$scratch/header.cc"
	expect 'install: the header in C++' 0
else
	skip 'install: the header in C++' 'no c++'
fi

awk '
	/^\.Bd -literal/ { inside = 1; next }
	/^\.Ed/ { inside = 0 }
	inside { gsub(/\\e/, "\\"); print }
' "$srcdir/man/libdehusk.3" >"$scratch/page.c"
"$DEHUSK" "$srcdir/examples/page.txt" >"$scratch/text"
"$DEHUSK" --body "$srcdir/examples/page.txt" >"$scratch/body"

# example NAME LIBRARIES...: compiles the example of the manual page, and runs it.
example() {
	name=$1
	shift
	# shellcheck disable=SC2046
	if ! $CC -std=c11 -Wall -Wextra -Wpedantic -Werror $(pkg-config --cflags libdehusk) -o "$scratch/page" \
		"$scratch/page.c" "$@" >"$scratch/log" 2>&1; then
		fail "$name" "$scratch/log"
		return
	fi
	LD_LIBRARY_PATH=$lib "$scratch/page" <"$srcdir/examples/page.txt" >"$scratch/out" 2>&1 || true
	same "$name" "$scratch/text" "$scratch/out"
}

# With the shared library, or the static one where there is no other.
# shellcheck disable=SC2046
example 'man libdehusk: the example' $(pkg-config --libs libdehusk)
# shellcheck disable=SC2046
example 'man libdehusk: the example, static' $(pkg-config --static --libs libdehusk | sed "s|-ldehusk|$lib/libdehusk.a|")

if command -v python3 >/dev/null 2>&1 && [ -e "$lib/libdehusk.so" ]; then
	LD_LIBRARY_PATH=$lib python3 "$srcdir/examples/body.py" <"$srcdir/examples/page.txt" >"$scratch/out" 2>&1 || true
	same 'examples/body.py' "$scratch/body" "$scratch/out"
else
	skip 'examples/body.py' 'no python3, or no shared library'
fi

# --- documents: what they link to is installed, too ---

documents=$(find "$root" -name README.md)
cd "${documents%/*}"
for document in *.md docs/*.md; do
	grep -Eo '\]\([^()#]+|(src|srcset|href)="[^"#]+' "$document" | sed 's/^](//; s/^[a-z]*="//' | grep -v '^https*:' | sort -u |
		while read -r link; do
			[ -e "${document%"${document##*/}"}$link" ] || echo "$document: $link"
		done
done >"$scratch/dangling"
same 'install: documents link to what is installed' /dev/null "$scratch/dangling"

# --- and away again ---

cd "$BUILD"
make uninstall DESTDIR="$root" >"$scratch/log" 2>&1 || fail 'install: make uninstall' "$scratch/log"
find "$root" ! -type d >"$scratch/left"
same 'install: make uninstall leaves nothing' /dev/null "$scratch/left"

finish
