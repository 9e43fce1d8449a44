// SPDX-License-Identifier: MIT
// Reads, writes and closes: whole writes, buffered output, interrupted calls repeated.
#ifndef DEHUSK_IO_H
#define DEHUSK_IO_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

// Fills descriptors 0 to 2 if they are closed, so that no file opened later gets their numbers.
// Reading and writing them still fails with EBADF.
void io_guard_standard(void);

// Reads up to `size` bytes. Returns their number, 0 at the end, -1 with errno. Waits for a
// descriptor that is non-blocking, too.
ssize_t io_read(int fd, void *data, size_t size);

// Whether a read would return at once.
bool io_is_ready(int fd);

// Takes bytes in place of a descriptor. Returns errno, or 0.
typedef int io_sink(void *context, const char *data, size_t size);

// Buffered output. After the first error everything is discarded.
struct io_out {
	int fd;
	io_sink *sink; // NULL: writes to the descriptor
	void *context; // the sink's
	char *data;
	size_t size, room;
	size_t mark; // bytes up to here are whole records
	bool torn;   // a part of the record after the mark is written
	int error;   // errno of the first failure, or 0
};

// False: no memory.
bool io_out_begin(struct io_out *out, int fd, size_t room);
void io_out_free(struct io_out *out);

void io_put(struct io_out *out, const void *data, size_t size);
void io_put_string(struct io_out *out, const char *string);

// Inserts a string into the record after the mark; `at` counts from the mark. False: part of the
// record is written, or there is no room; nothing was inserted.
bool io_insert(struct io_out *out, size_t at, const char *string);

// Writes the buffer.
void io_flush(struct io_out *out);

// Marks all output so far as whole records. A full buffer is written up to the mark. A record that
// fits the buffer is never split between two writes.
void io_mark(struct io_out *out);

// Writes the whole records in the buffer.
void io_flush_records(struct io_out *out);

// Discards the output after the last mark. False: part of it is written; nothing was discarded.
bool io_discard(struct io_out *out);

// Empties the buffer and clears the error.
void io_out_clear(struct io_out *out);

// Closes a descriptor that was written to. Returns errno, or 0.
int io_close(int fd);

#endif
