#!/bin/sh
# SPDX-License-Identifier: MIT
# Runs one test; the last line of what it prints says how many seconds it took.
set -eu

start=$(date +%s)
status=0
"$@" || status=$?
echo "SECONDS: $(($(date +%s) - start))"
exit "$status"
