#!/bin/sh
# SPDX-License-Identifier: MIT
# Runs one test; what it prints ends with the times that processors were busy: with this shell, and with the test.
set -eu

status=0
"$@" || status=$?
echo 'TIMES:'
times
exit "$status"
