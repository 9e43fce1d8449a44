cat examples/site.rules
