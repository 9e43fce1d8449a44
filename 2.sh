dehusk --check-rules -f examples/site.rules
