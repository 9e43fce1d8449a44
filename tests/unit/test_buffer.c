// SPDX-License-Identifier: MIT
// Buffers: what they hold after each call, and sums of sizes that do not fit.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buffer.h"

static void adds_sizes(void **state)
{
	(void)state;
	size_t sum = 7;
	assert_true(size_add(0, 0, &sum));
	assert_int_equal(sum, 0);
	assert_true(size_add(SIZE_MAX - 1, 1, &sum));
	assert_true(sum == SIZE_MAX);
	assert_true(size_add(0, SIZE_MAX, &sum));
	assert_false(size_add(SIZE_MAX, 1, &sum));
	assert_false(size_add(1, SIZE_MAX, &sum));
	assert_false(size_add(SIZE_MAX, SIZE_MAX, &sum));
}

static void multiplies_sizes(void **state)
{
	(void)state;
	size_t product = 7;
	assert_true(size_multiply(SIZE_MAX, 0, &product));
	assert_int_equal(product, 0);
	assert_true(size_multiply(0, SIZE_MAX, &product));
	assert_int_equal(product, 0);
	assert_true(size_multiply(SIZE_MAX, 1, &product));
	assert_true(product == SIZE_MAX);
	assert_true(size_multiply(SIZE_MAX / 2, 2, &product));
	assert_true(product == SIZE_MAX - 1);
	assert_false(size_multiply(SIZE_MAX / 2 + 1, 2, &product));
	assert_false(size_multiply(SIZE_MAX, SIZE_MAX, &product));
}

static void reserves_arrays(void **state)
{
	(void)state;
	void *array = NULL;
	size_t room = 0;
	assert_true(array_reserve(&array, &room, 0, sizeof(int)));
	assert_null(array);
	assert_true(array_reserve(&array, &room, 1, sizeof(int)));
	assert_non_null(array);
	size_t first = room;
	assert_true(first >= 1);
	*(int *)array = 42;
	assert_true(array_reserve(&array, &room, first, sizeof(int)));
	assert_int_equal(room, first);
	assert_true(array_reserve(&array, &room, first + 1, sizeof(int)));
	assert_true(room > first);
	assert_int_equal(*(int *)array, 42);
	free(array);
}

static void refuses_arrays_beyond_memory(void **state)
{
	(void)state;
	void *array = NULL;
	size_t room = 0;
	assert_true(array_reserve(&array, &room, 3, 1));
	void *before = array;
	size_t had = room;
	assert_false(array_reserve(&array, &room, SIZE_MAX, 1));
	assert_false(array_reserve(&array, &room, SIZE_MAX / 8, 16));
	assert_ptr_equal(array, before);
	assert_int_equal(room, had);
	free(array);
}

static void appends(void **state)
{
	(void)state;
	struct buffer buffer = {0};
	assert_true(buffer_append(&buffer, NULL, 0));
	assert_int_equal(buffer.size, 0);
	assert_true(buffer_append(&buffer, "a\0b", 3));
	assert_true(buffer_append_byte(&buffer, '\0'));
	assert_true(buffer_append_string(&buffer, "来"));
	assert_true(buffer_append_string(&buffer, ""));
	assert_int_equal(buffer.size, 7);
	assert_memory_equal(buffer.data, "a\0b\0来", 7);
	buffer_free(&buffer);
}

static void keeps_bytes_while_it_grows(void **state)
{
	(void)state;
	struct buffer buffer = {0};
	for (size_t i = 0; i < 100000; i++)
		assert_true(buffer_append_byte(&buffer, (char)(i % 251)));
	assert_int_equal(buffer.size, 100000);
	assert_true(buffer.room >= buffer.size);
	for (size_t i = 0; i < buffer.size; i++)
		assert_true(buffer.data[i] == (char)(i % 251));
	buffer_free(&buffer);
}

static void refuses_what_overflows(void **state)
{
	(void)state;
	struct buffer buffer = {0};
	assert_true(buffer_append(&buffer, "abc", 3));
	char *data = buffer.data;
	assert_false(buffer_reserve(&buffer, SIZE_MAX));
	assert_false(buffer_reserve(&buffer, SIZE_MAX - 3));
	assert_ptr_equal(buffer.data, data);
	assert_int_equal(buffer.size, 3);
	assert_memory_equal(buffer.data, "abc", 3);
	buffer_free(&buffer);
}

static void clears_and_frees(void **state)
{
	(void)state;
	struct buffer buffer = {0};
	buffer_free(&buffer);
	assert_true(buffer_append(&buffer, "abc", 3));
	size_t room = buffer.room;
	buffer_clear(&buffer);
	assert_int_equal(buffer.size, 0);
	assert_int_equal(buffer.room, room);
	buffer_free(&buffer);
	assert_null(buffer.data);
	assert_int_equal(buffer.size, 0);
	assert_int_equal(buffer.room, 0);
	buffer_free(&buffer);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(adds_sizes),
		cmocka_unit_test(multiplies_sizes),
		cmocka_unit_test(reserves_arrays),
		cmocka_unit_test(refuses_arrays_beyond_memory),
		cmocka_unit_test(appends),
		cmocka_unit_test(keeps_bytes_while_it_grows),
		cmocka_unit_test(refuses_what_overflows),
		cmocka_unit_test(clears_and_frees),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
