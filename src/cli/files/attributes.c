// SPDX-License-Identifier: MIT
// Extended attributes of files, access control lists included.
#include "files/attributes.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#ifdef HAVE_SYS_XATTR_H
#include <sys/xattr.h>

// Linux limits the list of names, and each value, to 64 KiB (xattr(7)).
#define ATTRIBUTE_MAX 65536
#define ACCESS_LIST "system.posix_acl_access"

static bool stays_behind(const char *name)
{
	return strcmp(name, "security.capability") == 0 || strcmp(name, "security.ima") == 0 ||
	       strcmp(name, "security.evm") == 0;
}

static bool has(const char *names, size_t size, const char *name)
{
	for (size_t at = 0; at < size; at += strlen(names + at) + 1)
		if (strcmp(names + at, name) == 0)
			return true;
	return false;
}

// Removes the list that the directory gave the new file: it may grant more than the old one.
static bool take_list_away(int to)
{
	return fremovexattr(to, ACCESS_LIST) == 0 || errno == ENODATA || errno == ENOTSUP;
}

static bool copy_all(int from, int to, const char *names, size_t size, char *value)
{
	for (size_t at = 0; at < size; at += strlen(names + at) + 1) {
		const char *name = names + at;
		if (stays_behind(name))
			continue;
		ssize_t length = fgetxattr(from, name, value, ATTRIBUTE_MAX);
		if (length < 0 || fsetxattr(to, name, value, (size_t)length, 0) != 0)
			return false;
	}
	return true;
}

bool attributes_copy(int from, int to)
{
	char few[1024], *names = few;
	ssize_t size = flistxattr(from, few, sizeof few);
	if (size == 0 || (size < 0 && errno == ENOTSUP))
		return take_list_away(to);
	if (size < 0 && errno != ERANGE)
		return false;
	char *room = malloc(2 * (size_t)ATTRIBUTE_MAX);
	if (!room)
		return false;
	if (size < 0) {
		names = room + ATTRIBUTE_MAX;
		size = flistxattr(from, names, ATTRIBUTE_MAX);
	}
	bool done = size >= 0 && (has(names, (size_t)size, ACCESS_LIST) || take_list_away(to)) &&
		    copy_all(from, to, names, (size_t)size, room);
	int error = errno;
	free(room);
	errno = error;
	return done;
}
#else
bool attributes_copy(int from, int to)
{
	(void)from, (void)to;
	return true;
}
#endif
