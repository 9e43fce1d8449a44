dehusk -f examples/site.rules examples/site/1.txt
