#!/bin/sh
# SPDX-License-Identifier: MIT
# What the hardening flags that configure chose have left in the program. $HARDENING has them.
# What lib.sh sets is not seen by a checker that does not follow it.
# shellcheck disable=SC2154
set -eu

. "${srcdir:-.}/tests/lib.sh"

library=${LIBDEHUSK:-./libdehusk.a}

# Each flag, what of the program shows it, and the pattern to find there. A flag that shows in nothing is left out.
evidence() {
	cat <<-'END'
		-fPIE                     header    Type: *DYN
		-pie                      dynamic   Flags:.* PIE
		-fstack-protector-strong  symbols   U __stack_chk_fail
		-D_FORTIFY_SOURCE=3       symbols   U __(mem|str|v?sn?printf|v?f?printf|p?read).*_chk
		-D_FORTIFY_SOURCE=2       symbols   U __(mem|str|v?sn?printf|v?f?printf|p?read).*_chk
		-fcf-protection=full      notes     x86 feature:.*IBT, SHSTK
		-Wl,-z,relro              segments  GNU_RELRO
		-Wl,-z,now                dynamic   Flags:.* NOW
		-Wl,-z,noexecstack        segments  GNU_STACK .* RW +0x
	END
}

show() {
	case $1 in
	header) readelf -hW "$DEHUSK" ;;
	dynamic) readelf -dW "$DEHUSK" ;;
	segments) readelf -lW "$DEHUSK" ;;
	symbols) nm "$DEHUSK" && nm -D "$DEHUSK" ;;
	# The C library's own objects decide about the program's note.
	notes) readelf -nW "$library" ;;
	esac
}

if ! command -v readelf >/dev/null 2>&1; then
	skip 'hardening' 'readelf is missing'
	finish
fi
if ! readelf -hW "$DEHUSK" >"$scratch/header" 2>&1 || ! nm "$DEHUSK" >"$scratch/symbols" 2>&1; then
	skip 'hardening' 'the program is no ELF file with symbols'
	finish
fi

evidence | sed 's/^[[:blank:]]*//' >"$scratch/rows"
while read -r flag part pattern; do
	case " ${HARDENING-} " in *" $flag "*) ;; *) continue ;; esac
	show "$part" >"$scratch/shown" 2>&1
	if grep -Eq -- "$pattern" "$scratch/shown"; then
		pass "hardening: $flag"
	else
		fail "hardening: $flag" "$scratch/shown"
	fi
done <"$scratch/rows"
[ "$passed" -gt 0 ] || [ -e "$scratch/failed" ] || skip 'hardening' 'configure chose no flag'

finish
