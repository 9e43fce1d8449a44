// SPDX-License-Identifier: MIT
// The map from characters to sets of entries: the same as when each entry is asked by itself.
#include "match/edge-map-build.h"

#include "char-sets.h"
#include "unit.h"

#define ENTRIES 130
#define RANGES 6

struct fixture {
	struct edge_map_builder *builder;
	struct char_set set[ENTRIES];
	struct char_range range[ENTRIES][RANGES];
	size_t count;
};

// Ranges that do not touch: short ones and long ones, crowded at the start or spread far.
static void make_set(struct fixture *fixture, size_t i)
{
	struct char_set *set = &fixture->set[i];
	uint32_t wide = random_below(3) == 0 ? 40000 : 60, low = random_below(wide);
	set->any = random_below(10) == 0;
	set->range = fixture->range[i];
	for (size_t k = random_below(RANGES + 1); k > 0; k--) {
		uint32_t high = low + random_below(random_below(2) ? 3 : wide);
		fixture->range[i][set->count++] = (struct char_range){low, high};
		low = high + 2 + random_below(wide);
	}
}

static bool is_in(const uint64_t *set, size_t i)
{
	return set[i / 64] >> i % 64 & 1;
}

// The set of a character has the entries that have it, and no others if it has its own place.
static void assert_char(const struct fixture *fixture, uint32_t c)
{
	const uint64_t *set = edge_map_find(edge_map_builder_map(fixture->builder), c);
	for (size_t i = 0; i < fixture->count; i++) {
		bool has = char_set_has(&fixture->set[i], c);
		if (is_in(set, i) != has && (has || c < EDGE_CHARS))
			fail_msg("U+%04X in entry %zu", (unsigned)c, i);
	}
}

static void assert_map(const struct fixture *fixture)
{
	for (size_t i = 0; i < fixture->count; i++)
		for (size_t k = 0; k < fixture->set[i].count; k++) {
			const struct char_range *range = &fixture->range[i][k];
			assert_char(fixture, range->low > 0 ? range->low - 1 : 0);
			assert_char(fixture, range->low);
			assert_char(fixture, range->high);
			assert_char(fixture, range->high + 1);
		}
	for (size_t i = 0; i < 100; i++)
		assert_char(fixture, random_below(i % 2 ? CHAR_MOST : EDGE_CHARS));
	assert_char(fixture, 0);
	assert_char(fixture, EDGE_CHARS - 1);
	assert_char(fixture, CHAR_MOST);
}

static void tells_who_has_a_character(void **state)
{
	(void)state;
	for (size_t round = 0; round < 40 / brief(10); round++) {
		struct fixture fixture = {.builder = edge_map_builder_new(ENTRIES)};
		assert_non_null(fixture.builder);
		// Finished twice: the second time with more entries.
		for (size_t half = 0; half < 2; half++) {
			for (size_t more = ENTRIES / 2; more > 0; more--) {
				size_t i = fixture.count++;
				make_set(&fixture, i);
				assert_true(
					edge_map_builder_add(fixture.builder, i, &fixture.set[i]));
			}
			assert_true(edge_map_builder_finish(fixture.builder));
			assert_map(&fixture);
		}
		edge_map_builder_free(fixture.builder);
	}
}

// Ranges beyond the characters with a place of their own share one.
static void knows_characters_that_share_a_place(void **state)
{
	(void)state;
	static const struct char_range ranges[] = {
		{0xFFF0, 0xFFFF}, {0x10001, 0x10003}, {0x20000, 0x2A6D6}};
	const struct char_set set = {.range = ranges, .count = COUNT(ranges)};
	struct edge_map_builder *builder = edge_map_builder_new(1);
	assert_non_null(builder);
	assert_true(edge_map_builder_add(builder, 0, &set) && edge_map_builder_finish(builder));
	const struct edge_map *map = edge_map_builder_map(builder);
	assert_false(*edge_map_find(map, 0xFFEF));
	assert_true(*edge_map_find(map, 0xFFFF));
	assert_true(*edge_map_find(map, 0x10001));
	assert_true(*edge_map_find(map, 0x2A6D6));
	edge_map_builder_free(builder);
}

// The most entries that there may be, with as many different characters as Chinese has.
static void takes_little_memory(void **state)
{
	(void)state;
	enum { MANY = 1 << 16, CHARS = 20000, BYTES_MOST = 5 << 20 };
	struct edge_map_builder *builder = edge_map_builder_new(MANY);
	assert_non_null(builder);
	for (uint32_t i = 0; i < CHARS; i++) {
		const struct char_range range = {0x4E00 + i, 0x4E00 + i};
		const struct char_set set = {.range = &range, .count = 1};
		assert_true(edge_map_builder_add(builder, MANY - 1 - i, &set));
	}
	assert_true(edge_map_builder_finish(builder));
	const struct edge_map *map = edge_map_builder_map(builder);
	assert_in_range(map->set_count * map->words * sizeof *map->sets, 1, BYTES_MOST);
	for (uint32_t i = 0; i < CHARS; i++)
		assert_true(is_in(edge_map_find(map, 0x4E00 + i), MANY - 1 - i));
	// Other characters begin nothing.
	for (size_t i = 0; i < MANY; i++)
		assert_false(is_in(edge_map_find(map, 'a'), i));
	edge_map_builder_free(builder);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tells_who_has_a_character),
		cmocka_unit_test(knows_characters_that_share_a_place),
		cmocka_unit_test(takes_little_memory),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
