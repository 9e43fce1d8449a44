// SPDX-License-Identifier: MIT
// What is printed on standard output instead of pages.
#include "print.h"

#include <string.h>
#include <unistd.h>

#include "message.h"

#define PRINT_ROOM ((size_t)8192)

bool print_begin(struct io_out *out)
{
	return io_out_begin(out, STDOUT_FILENO, PRINT_ROOM) || message_no_memory();
}

bool print_end(struct io_out *out)
{
	io_flush(out);
	int error = out->error ? out->error : io_close(out->fd);
	io_out_free(out);
	if (error)
		message_error(NULL, "write error: %s", strerror(error));
	return error == 0;
}
