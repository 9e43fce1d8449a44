// SPDX-License-Identifier: MIT
// Texts in an arena: they stay where they are until it is cleared.
#include <stdio.h>

#include "base/arena.h"
#include "unit.h"

#define TEXTS 3000

static void texts_stay(void **state)
{
	(void)state;
	struct arena arena = {0};
	struct slice copies[TEXTS];
	char text[64];
	for (int i = 0; i < TEXTS; i++) {
		int size = snprintf(text, sizeof text, "%0*d", 1 + i % 60, i);
		copies[i] = arena_copy(&arena, (struct slice){text, (size_t)size});
		assert_non_null(copies[i].data);
	}
	for (int i = 0; i < TEXTS; i++) {
		int size = snprintf(text, sizeof text, "%0*d", 1 + i % 60, i);
		assert_int_equal(copies[i].size, size);
		assert_memory_equal(copies[i].data, text, (size_t)size);
	}
	arena_free(&arena);
}

static void an_empty_text_has_data(void **state)
{
	(void)state;
	struct arena arena = {0};
	struct slice copy = arena_copy(&arena, (struct slice){NULL, 0});
	assert_non_null(copy.data);
	assert_int_equal(copy.size, 0);
	arena_free(&arena);
}

static void takes_large_texts_and_clears(void **state)
{
	(void)state;
	struct arena arena = {0};
	char *large = repeated("a", 1 << 20, "!");
	for (int round = 0; round < 3; round++) {
		struct slice copy = arena_copy(&arena, slice_of(large));
		assert_int_equal(copy.size, strlen(large));
		assert_memory_equal(copy.data, large, copy.size);
		assert_non_null(arena_copy(&arena, slice_of("b")).data);
		arena_clear(&arena);
	}
	free(large);
	arena_free(&arena);
	arena_free(&arena);
}

static void adopts_texts_in_their_places(void **state)
{
	(void)state;
	struct arena one = {0}, other = {0}, none = {0};
	struct slice first = arena_copy(&one, slice_of("first"));
	struct slice second = arena_copy(&other, slice_of("second"));
	arena_adopt(&one, &other);
	arena_adopt(&one, &none);
	assert_memory_equal(first.data, "first", first.size);
	assert_memory_equal(second.data, "second", second.size);
	// Both go on, each by itself.
	struct slice third = arena_copy(&one, slice_of("third"));
	struct slice fourth = arena_copy(&other, slice_of("fourth"));
	arena_free(&other);
	assert_memory_equal(second.data, "second", second.size);
	assert_memory_equal(third.data, "third", third.size);
	assert_non_null(fourth.data);
	arena_free(&one);
}

static void adopts_into_an_empty_one(void **state)
{
	(void)state;
	struct arena one = {0}, other = {0};
	struct slice text = arena_copy(&other, slice_of("text"));
	arena_adopt(&one, &other);
	assert_memory_equal(text.data, "text", text.size);
	assert_non_null(arena_copy(&one, slice_of("more")).data);
	assert_memory_equal(text.data, "text", text.size);
	arena_free(&one);
	arena_free(&other);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(texts_stay),
		cmocka_unit_test(an_empty_text_has_data),
		cmocka_unit_test(takes_large_texts_and_clears),
		cmocka_unit_test(adopts_texts_in_their_places),
		cmocka_unit_test(adopts_into_an_empty_one),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
