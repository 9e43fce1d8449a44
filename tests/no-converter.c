// SPDX-License-Identifier: MIT
// To be preloaded: iconv(3) has no converter, or none between encodings whose name has what
// NO_CONVERTER says.
#include <dlfcn.h>
#include <errno.h>
#include <iconv.h>
#include <stdlib.h>
#include <string.h>

typedef iconv_t opener(const char *to, const char *from);

iconv_t iconv_open(const char *to, const char *from)
{
	const char *name = getenv("NO_CONVERTER");
	void *found = dlsym(RTLD_NEXT, "iconv_open");
	opener *open_next;
	memcpy(&open_next, &found, sizeof open_next);
	if (!name || strstr(from, name) || strstr(to, name)) {
		errno = EINVAL;
		return (iconv_t)-1;
	}
	return open_next(to, from);
}
