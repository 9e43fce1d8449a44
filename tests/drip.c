// SPDX-License-Identifier: MIT
// Copies standard input to a pipe in pieces, so that the reader gets each piece by a read of its
// own.
//
//     drip SIZE <input | command
//
// Linux has pipes that keep pieces apart, up to PIPE_BUF bytes. Elsewhere, each piece is written
// once the reader has taken the one before it.
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <sched.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define PIPE_ROOM (1 << 20)

static int fail(const char *what)
{
	fprintf(stderr, "drip: %s: %s\n", what, strerror(errno));
	return 1;
}

// Whether the reader took everything; not if it has gone. A reader that is slow gets the processor for itself.
static bool wait_until_taken(void)
{
	int waiting = 0;
	for (unsigned tries = 0; ioctl(STDOUT_FILENO, FIONREAD, &waiting) == 0 && waiting > 0; tries++) {
		struct pollfd out = {.fd = STDOUT_FILENO};
		if (poll(&out, 1, tries < 20 ? 0 : 1) == 1)
			return false;
		sched_yield();
	}
	return true;
}

// Whether the pipe keeps pieces of this size apart. The reader asks for more than that at once.
static bool keeps_apart(size_t size)
{
#if defined O_DIRECT && defined F_SETPIPE_SZ
	if (size > PIPE_BUF || fcntl(STDOUT_FILENO, F_SETPIPE_SZ, PIPE_ROOM) < 0)
		return false;
	int flags = fcntl(STDOUT_FILENO, F_GETFL);
	return flags >= 0 && fcntl(STDOUT_FILENO, F_SETFL, flags | O_DIRECT) == 0;
#else
	return (void)size, false;
#endif
}

static bool write_all(const char *data, size_t size)
{
	while (size > 0) {
		ssize_t written = write(STDOUT_FILENO, data, size);
		if (written < 0)
			return false;
		data += written;
		size -= (size_t)written;
	}
	return true;
}

int main(int argc, char **argv)
{
	size_t size = argc > 1 ? strtoul(argv[1], NULL, 10) : 0;
	char *piece = size > 0 ? malloc(size) : NULL;
	if (!piece) {
		fputs("usage: drip SIZE\n", stderr);
		return 2;
	}
	bool apart = keeps_apart(size);
	size_t got;
	while ((got = fread(piece, 1, size, stdin)) > 0) {
		if (!write_all(piece, got))
			return fail("write");
		if (!apart && !wait_until_taken())
			break;
	}
	free(piece);
	return 0;
}
