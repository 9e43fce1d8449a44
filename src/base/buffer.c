// SPDX-License-Identifier: MIT
// The growing buffer. The only file that adds sizes.
#include "base/buffer.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

bool size_add(size_t a, size_t b, size_t *sum)
{
	if (a > SIZE_MAX - b)
		return false;
	*sum = a + b;
	return true;
}

bool size_multiply(size_t a, size_t b, size_t *product)
{
	if (b != 0 && a > SIZE_MAX / b)
		return false;
	*product = a * b;
	return true;
}

bool array_reserve(void **array, size_t *room, size_t count, size_t item)
{
	if (count <= *room)
		return true;
	size_t wanted = *room < 16 ? 16 : *room;
	while (wanted < count)
		if (!size_multiply(wanted, 2, &wanted))
			return false;
	size_t bytes;
	if (!size_multiply(wanted, item, &bytes))
		return false;
	void *grown = realloc(*array, bytes);
	if (!grown)
		return false;
	*array = grown;
	*room = wanted;
	return true;
}

bool buffer_reserve(struct buffer *buffer, size_t more)
{
	size_t wanted;
	if (!size_add(buffer->size, more, &wanted))
		return false;
	void *data = buffer->data;
	if (!array_reserve(&data, &buffer->room, wanted, 1))
		return false;
	buffer->data = data;
	return true;
}

bool buffer_append(struct buffer *buffer, const void *data, size_t size)
{
	if (size == 0)
		return true;
	if (!buffer_reserve(buffer, size))
		return false;
	memcpy(buffer->data + buffer->size, data, size);
	buffer->size += size;
	return true;
}

bool buffer_append_byte(struct buffer *buffer, char byte)
{
	return buffer_append(buffer, &byte, 1);
}

bool buffer_append_string(struct buffer *buffer, const char *string)
{
	return buffer_append(buffer, string, strlen(string));
}

void buffer_clear(struct buffer *buffer)
{
	buffer->size = 0;
}

void buffer_free(struct buffer *buffer)
{
	free(buffer->data);
	*buffer = (struct buffer){0};
}
