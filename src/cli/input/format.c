// SPDX-License-Identifier: MIT
// Whether a page is html, before it is read.
#include "input/format.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

// As many bytes as decide in any encoding.
#define BEGINNING ((size_t)1 << 18)

// Reads the beginning of a file. Returns its bytes.
static size_t read_beginning(int fd, char *data)
{
	size_t size = 0;
	while (size < BEGINNING) {
		ssize_t got = pread(fd, data + size, BEGINNING - size, (off_t)size);
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			break;
		size += (size_t)got;
	}
	return size;
}

bool format_is_html(struct dehusk *dehusk, const struct options *options, int fd, bool *html)
{
	*html = options->format == DEHUSK_HTML;
	if (options->format != DEHUSK_AUTO)
		return true;
	char *data = malloc(BEGINNING);
	if (!data)
		return false;
	size_t size = read_beginning(fd, data);
	// Nearly all pages of text have no tag.
	bool done = !memchr(data, '<', size) ||
		    dehusk_is_html(dehusk, data, size, html) == DEHUSK_OK;
	free(data);
	return done;
}
