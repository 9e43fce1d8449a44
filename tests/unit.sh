#!/bin/sh
# SPDX-License-Identifier: MIT
# Runs one cmocka program and says PASS or FAIL of each of its tests.
set -eu

program=$1
name=$(basename "$program")
log=$(mktemp)
trap 'rm -f "$log"' EXIT
status=0
CMOCKA_MESSAGE_OUTPUT=TAP "$program" > "$log" 2>&1 || status=$?
sed -n -e "s/^ok [0-9]* - \(.*\) # SKIP.*/SKIP: $name: \1/p;t" \
	-e "s/^ok [0-9]* - /PASS: $name: /p" -e "s/^not ok [0-9]* - /FAIL: $name: /p" "$log"
[ "$status" -eq 0 ] || cat "$log"
# A program that dies says nothing of the tests that it did not come to.
if [ "$status" -ne 0 ] && ! grep -q '^not ok' "$log"; then
	echo "FAIL: $name: exit status $status"
fi
grep -q '^ok\|^not ok' "$log" || { echo "FAIL: $name: no test ran"; status=1; }
exit "$status"
