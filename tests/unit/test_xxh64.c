// SPDX-License-Identifier: MIT
// XXH64: values that other implementations give, and the same value however a text is cut.
#include "base/xxh64.h"

#include "unit.h"

static uint64_t hash_of(struct slice text)
{
	struct xxh64 hash;
	xxh64_begin(&hash);
	xxh64_add(&hash, text.data, text.size);
	return xxh64_value(&hash);
}

static const struct {
	const char *text;
	uint64_t value;
} rows[] = {
	{"", 0xef46db3751d8e999},
	{"a", 0xd24ec4f1a98c6e5b},
	{"abc", 0x44bc2cf5ad770999},
	{"1234567", 0xd3a46e9108289359},
	{"12345678", 0xd2d02f08cf7cfd4a},
	{"123456789abc", 0xa5b5c36f99848384},
	{"The quick brown fox jumps over the", 0x20c50c763d3e7180},
	{"0123456789abcdef0123456789abcdef", 0x642a94958e71e6c5},
	{"0123456789abcdef0123456789abcdef0", 0xe87684f08d6d0816},
	{"春季航班恢复旅客量回升航空公司表示本周起恢复30条航线", 0x5d092b67347c4707},
};

static void has_known_values(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		if (hash_of(slice_of(rows[i].text)) != rows[i].value)
			fail_msg("'%s'", rows[i].text);
}

// All lengths up to several stripes, cut at any two places.
static void does_not_see_cuts(void **state)
{
	char text[100];
	(void)state;
	for (size_t i = 0; i < sizeof text; i++)
		text[i] = (char)random_below(256);
	for (size_t size = 0; size <= sizeof text; size++) {
		uint64_t whole = hash_of((struct slice){text, size});
		for (size_t first = 0; first <= size; first++) {
			size_t second = first + random_below((uint32_t)(size - first + 1));
			struct xxh64 hash;
			xxh64_begin(&hash);
			xxh64_add(&hash, text, first);
			xxh64_add(&hash, text + first, second - first);
			assert_true(size > first || xxh64_value(&hash) == whole);
			xxh64_add(&hash, text + second, size - second);
			assert_true(xxh64_value(&hash) == whole);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(has_known_values),
		cmocka_unit_test(does_not_see_cuts),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
