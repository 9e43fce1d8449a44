// SPDX-License-Identifier: MIT
// Copies standard input to a pipe in pieces, so that the reader gets each piece by a read of its
// own.
//
//     drip SIZE [MILLISECONDS] <input | command
//
// Each piece of SIZE bytes is written once the reader has taken the one before it, and after a
// pause if one is given.
#include <errno.h>
#include <poll.h>
#include <sched.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

static int fail(const char *what)
{
	fprintf(stderr, "drip: %s: %s\n", what, strerror(errno));
	return 1;
}

// Whether the reader took everything; not if it has gone.
static bool wait_until_taken(void)
{
	int waiting = 0;
	while (ioctl(STDOUT_FILENO, FIONREAD, &waiting) == 0 && waiting > 0) {
		struct pollfd out = {.fd = STDOUT_FILENO};
		if (poll(&out, 1, 0) == 1)
			return false;
		sched_yield();
	}
	return true;
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
	long pause = argc > 2 ? strtol(argv[2], NULL, 10) : 0;
	char *piece = size > 0 ? malloc(size) : NULL;
	if (!piece) {
		fputs("usage: drip SIZE [MILLISECONDS]\n", stderr);
		return 2;
	}
	struct timespec time = {.tv_sec = pause / 1000, .tv_nsec = pause % 1000 * 1000000};
	size_t got;
	while ((got = fread(piece, 1, size, stdin)) > 0) {
		if (!write_all(piece, got))
			return fail("write");
		nanosleep(&time, NULL);
		if (!wait_until_taken())
			break;
	}
	free(piece);
	return 0;
}
