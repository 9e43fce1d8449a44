#!/bin/sh
# SPDX-License-Identifier: MIT
# The examples of the built-in rules: each rule is a test.
set -eu

exec "${HELPERS:-tests}/check-rules" "${srcdir:-.}"/rules/*.rules
