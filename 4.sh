dehusk --list-rules --stats -f examples/site.rules examples/site/*.txt 2>/dev/null | head -n 3 | cut -f 1,2,4
