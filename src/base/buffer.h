// SPDX-License-Identifier: MIT
// Slices that borrow bytes, the growing buffer that owns them, and checked sums of sizes.
#ifndef DEHUSK_BUFFER_H
#define DEHUSK_BUFFER_H

#include <stdbool.h>
#include <stddef.h>

// The number of items of an array.
#define COUNT(array) (sizeof(array) / sizeof(array)[0])

// Marks a text for translation, which the program does where it prints it.
#define N_(text) text

// Borrowed bytes. The maker of a slice says how long they live. NUL is an ordinary byte.
struct slice {
	const char *data;
	size_t size;
};

// Owned bytes. All zero: an empty buffer. Free it with buffer_free().
struct buffer {
	char *data;
	size_t size; // bytes in use
	size_t room; // bytes allocated
};

// *sum = a + b. False: overflow.
bool size_add(size_t a, size_t b, size_t *sum);

// *product = a * b. False: overflow.
bool size_multiply(size_t a, size_t b, size_t *product);

// Grows an array of the caller to at least `count` items of `item` bytes. Its size doubles; *room
// counts items. False: no memory, the array is unchanged.
bool array_reserve(void **array, size_t *room, size_t count, size_t item);

// Makes room for `more` bytes after buffer->size. False: no memory, the buffer is unchanged.
bool buffer_reserve(struct buffer *buffer, size_t more);

// Appends bytes from outside the buffer. False: no memory, nothing appended.
bool buffer_append(struct buffer *buffer, const void *data, size_t size);
bool buffer_append_byte(struct buffer *buffer, char byte);

// Appends a NUL-terminated string without its NUL.
bool buffer_append_string(struct buffer *buffer, const char *string);

// Forgets the bytes and keeps the memory.
void buffer_clear(struct buffer *buffer);

void buffer_free(struct buffer *buffer);

#endif
