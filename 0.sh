dehusk --explain examples/site/*.txt | awk -F'\t' '$3 == "kept" { print $5 }' |
  sed 's/[0-9-]*$//; s/.*【/【/' | sort | uniq -c | sort -rn | head -n 3
