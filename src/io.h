// SPDX-License-Identifier: MIT
// The only place that reads, writes and closes: whole writes, buffered output, interrupted calls
// tried again.
#ifndef DEHUSK_IO_H
#define DEHUSK_IO_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

// Gives descriptors 0 to 2 something to stand on where they are closed, so that no file opened
// later is taken for one of them; reading or writing them still fails with EBADF.
void io_guard_standard(void);

// Reads up to `size` bytes: their number, 0 at the end, -1 with errno. Waits where the descriptor
// would not.
ssize_t io_read(int fd, void *data, size_t size);

// Whether reading could give something, or the end, at once.
bool io_is_ready(int fd);

// Takes bytes in the place of a descriptor: errno, or 0.
typedef int io_sink(void *context, const char *data, size_t size);

// Buffered output. The first error stays: what is put after it goes nowhere.
struct io_out {
	int fd;
	io_sink *sink; // NULL: the descriptor takes what is written
	void *context; // the sink's
	char *data;
	size_t size, room;
	size_t mark; // bytes up to here are whole records
	bool torn;   // some of the record after the mark is written already
	int error;   // errno of the first failure, or 0
};

// False: no memory.
bool io_out_begin(struct io_out *out, int fd, size_t room);
void io_out_free(struct io_out *out);

void io_put(struct io_out *out, const void *data, size_t size);
void io_put_string(struct io_out *out, const char *string);

// Puts a string at a place in the record after the mark, counted from the mark. False: some of the
// record is written already, or there is no room; nothing was done.
bool io_insert(struct io_out *out, size_t at, const char *string);

// Writes what is buffered.
void io_flush(struct io_out *out);

// All that was put so far is whole records: a full buffer is written up to here, and a record that
// fits the buffer is never torn in two writes.
void io_mark(struct io_out *out);

// Writes the whole records that are buffered.
void io_flush_records(struct io_out *out);

// Forgets what was put since the last mark. False: some of it is written already, and nothing was
// forgotten.
bool io_discard(struct io_out *out);

// The buffer as it was at the beginning: nothing in it, no error.
void io_out_clear(struct io_out *out);

// Closes a descriptor that was written to; errno, or 0.
int io_close(int fd);

#endif
