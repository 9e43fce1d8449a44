// SPDX-License-Identifier: MIT
// What --version prints: all that a report of a fault needs.
#include "version.h"

#include <inttypes.h>
#include <stdio.h>

#include "print.h"

static void put_digest(struct io_out *out, const char *what, const struct dehusk_ruleset *rules)
{
	char text[64];
	snprintf(text, sizeof text, "%s: %016" PRIx64 "\n", what, dehusk_ruleset_digest(rules));
	io_put_string(out, text);
}

bool version_print(const struct options *options)
{
	struct io_out out;
	char about[DEHUSK_ABOUT_MAX];
	if (!print_begin(&out))
		return false;
	io_put_string(&out, "dehusk " PACKAGE_VERSION "\n");
	put_digest(&out, "built-in rules", NULL);
	if (options->rules)
		put_digest(&out, "your rules", options->rules);
	dehusk_about(about);
	io_put_string(&out, about);
	return print_end(&out);
}
