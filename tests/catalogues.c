// SPDX-License-Identifier: MIT
// To be preloaded: catalogues of messages are taken from the directory $CATALOGUES, wherever the
// program looks for them.
#include <dlfcn.h>
#include <stdlib.h>

char *bindtextdomain(const char *domain, const char *directory);

char *bindtextdomain(const char *domain, const char *directory)
{
	char *(*next)(const char *, const char *) =
		(char *(*)(const char *, const char *))dlsym(RTLD_NEXT, "bindtextdomain");
	const char *ours = getenv("CATALOGUES");
	return next(domain, ours ? ours : directory);
}
