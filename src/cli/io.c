// SPDX-License-Identifier: MIT
// Reads, writes and closes: whole writes, buffered output, interrupted calls repeated.
#include "io.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void io_guard_standard(void)
{
	for (int fd = 0; fd <= 2; fd++)
		if (fcntl(fd, F_GETFD) < 0 && errno == EBADF)
			// The lowest free descriptor is this one. The wrong direction makes its use
			// fail as before.
			(void)!open("/dev/null", fd == 0 ? O_WRONLY : O_RDONLY);
}

static bool wait_for(int fd, short events)
{
	struct pollfd poller = {.fd = fd, .events = events};
	return poll(&poller, 1, -1) >= 0 || errno == EINTR;
}

ssize_t io_read(int fd, void *data, size_t size)
{
	for (;;) {
		ssize_t got = read(fd, data, size);
		if (got >= 0)
			return got;
		if (errno == EINTR || (errno == EAGAIN && wait_for(fd, POLLIN)))
			continue;
		return -1;
	}
}

bool io_is_ready(int fd)
{
	struct pollfd poller = {.fd = fd, .events = POLLIN};
	return poll(&poller, 1, 0) != 0;
}

bool io_out_begin(struct io_out *out, int fd, size_t room)
{
	*out = (struct io_out){.fd = fd, .room = room, .data = malloc(room)};
	return out->data != NULL;
}

void io_out_free(struct io_out *out)
{
	free(out->data);
	out->data = NULL;
}

static void write_all(struct io_out *out, const char *data, size_t size)
{
	if (out->sink && size > 0 && out->error == 0) {
		out->error = out->sink(out->context, data, size);
		return;
	}
	while (size > 0 && out->error == 0) {
		ssize_t written = write(out->fd, data, size);
		if (written >= 0)
			data += written, size -= (size_t)written;
		else if (errno != EINTR && !(errno == EAGAIN && wait_for(out->fd, POLLOUT)))
			out->error = errno;
	}
}

void io_flush(struct io_out *out)
{
	out->torn |= out->size > out->mark;
	write_all(out, out->data, out->size);
	out->size = out->mark = 0;
}

void io_flush_records(struct io_out *out)
{
	write_all(out, out->data, out->mark);
	out->size -= out->mark;
	memmove(out->data, out->data + out->mark, out->size);
	out->mark = 0;
}

// A record is split only if it fills the buffer.
static void make_room(struct io_out *out)
{
	if (out->mark > 0)
		io_flush_records(out);
	else
		io_flush(out);
}

void io_put(struct io_out *out, const void *data, size_t size)
{
	if (size == 0)
		return; // data may be NULL, which memcpy() does not take
	while (size > out->room - out->size && out->size > 0)
		make_room(out);
	if (size > out->room) {
		out->torn = true;
		write_all(out, data, size);
		return;
	}
	memcpy(out->data + out->size, data, size);
	out->size += size;
}

void io_put_string(struct io_out *out, const char *string)
{
	io_put(out, string, strlen(string));
}

bool io_insert(struct io_out *out, size_t at, const char *string)
{
	size_t size = strlen(string);
	if (!out->torn && size > out->room - out->size)
		io_flush_records(out);
	if (out->torn || size > out->room - out->size)
		return false;
	char *place = out->data + out->mark + at;
	memmove(place + size, place, out->size - out->mark - at);
	memcpy(place, string, size);
	out->size += size;
	return true;
}

void io_mark(struct io_out *out)
{
	out->mark = out->size;
	out->torn = false;
}

bool io_discard(struct io_out *out)
{
	if (out->torn)
		return false;
	out->size = out->mark;
	return true;
}

void io_out_clear(struct io_out *out)
{
	out->size = out->mark = 0;
	out->torn = false;
	out->error = 0;
}

int io_close(int fd)
{
	// After EINTR the descriptor is closed on Linux; closing again could hit another file.
	return close(fd) == 0 || errno == EINTR ? 0 : errno;
}
