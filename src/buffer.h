// SPDX-License-Identifier: MIT
// Slices that borrow bytes, the one growing buffer that owns them, and checked sums of sizes.
#ifndef DEHUSK_BUFFER_H
#define DEHUSK_BUFFER_H

#include <stdbool.h>
#include <stddef.h>

// Borrowed bytes: whoever made the slice says how long they live. NUL is an ordinary byte.
struct slice {
	const char *data;
	size_t size;
};

// Owned bytes. All zero is an empty buffer; buffer_free() gives the bytes back.
struct buffer {
	char *data;
	size_t size; // bytes in use
	size_t room; // bytes allocated
};

// *sum = a + b, or false when that is more than a size_t holds.
bool size_add(size_t a, size_t b, size_t *sum);

// *product = a * b, or false when that is more than a size_t holds.
bool size_multiply(size_t a, size_t b, size_t *product);

// Grows an array that the caller owns to hold at least `count` items of `item` bytes, in steps that
// double; *room is counted in items. False: no memory, the array is as it was.
bool array_reserve(void **array, size_t *room, size_t count, size_t item);

// Makes room for `more` bytes past buffer->size. False: no memory, the buffer is as it was.
bool buffer_reserve(struct buffer *buffer, size_t more);

// Appends bytes, which may not lie inside the buffer itself. False: no memory, nothing appended.
bool buffer_append(struct buffer *buffer, const void *data, size_t size);
bool buffer_append_byte(struct buffer *buffer, char byte);

// The same for a NUL-terminated string, without its NUL.
bool buffer_append_string(struct buffer *buffer, const char *string);

// Forgets the bytes, keeps the memory.
void buffer_clear(struct buffer *buffer);

void buffer_free(struct buffer *buffer);

#endif
