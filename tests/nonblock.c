// SPDX-License-Identifier: MIT
// Runs a command whose descriptor does not block.
//
//     nonblock DESCRIPTOR COMMAND [ARGUMENT]...
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int main(int argc, char **argv)
{
	if (argc < 3) {
		fputs("usage: nonblock DESCRIPTOR COMMAND [ARGUMENT]...\n", stderr);
		return 126;
	}
	int fd = atoi(argv[1]);
	int flags = fcntl(fd, F_GETFL);
	if (flags < 0 || fcntl(fd, F_SETFL, flags | O_NONBLOCK) < 0) {
		fprintf(stderr, "nonblock: %s: %s\n", argv[1], strerror(errno));
		return 126;
	}
	execvp(argv[2], argv + 2);
	fprintf(stderr, "nonblock: %s: %s\n", argv[2], strerror(errno));
	return 126;
}
