// SPDX-License-Identifier: MIT
// What a page is told of its main text, made of what its windows were told.
#include <stdio.h>

#include "dehusk.h"
#include "page/main-text.h"
#include "unit.h"

// A text, and enough husk for its main text to be looked for.
#define TEXT                                                                                                                            \
	"三月五日清晨，新造的渡船第一次离开码头，载着四十多位村民驶向对岸，谁也没有觉得冷。\n" \
	"船长说，过去摇橹过河要半个钟头，遇到大风还要等上半天，如今一刻钟就能到。\n"                \
	"码头上卖早点的何婶算了一笔账：每天多来一百位客人，她的豆浆就得多磨一桶。\n"                \
	"每天从早上六点到晚上八点，每半小时一班，赶集的日子会加开两班，老人不收钱。\n"
#define HUSK "相关阅读\n豆腐坊的早晨\n热门文章\n谁在修那座老钟\n"
#define PART TEXT HUSK

// What each window with a line of husk is said to be, sure or unsure, one letter each. The last
// letter is for all that follow, too.
static const char *answers;

bool __real_main_text_find(struct main_text *body, const struct outline *page, bool cut,
	struct main_text_found *found);
bool __wrap_main_text_find(struct main_text *body, const struct outline *page, bool cut,
	struct main_text_found *found);

bool __wrap_main_text_find(
	struct main_text *body, const struct outline *page, bool cut, struct main_text_found *found)
{
	bool done = __real_main_text_find(body, page, cut, found);
	found->sure = *answers == 's';
	if (answers[1] != '\0')
		answers++;
	return done;
}

static void read_page(struct dehusk *dehusk, const char *text)
{
	struct dehusk_lines lines;
	assert_int_equal(dehusk_feed(dehusk, text, strlen(text), &lines), DEHUSK_OK);
	assert_int_equal(dehusk_end(dehusk, &lines), DEHUSK_OK);
}

// Every page is read by the same `struct dehusk`: none is told what was said of another.
static const struct {
	const char *about, *text, *answers;
	bool ran, sure;
} rows[] = {
	{"sure", PART, "s", true, true},
	{"unsure", PART, "u", true, false},
	{"the next one is sure again", PART, "s", true, true},
	{"two windows, both sure", PART PART, "ss", true, true},
	{"the first is unsure", PART PART, "us", true, false},
	{"the second is unsure", PART PART, "su", true, false},
	{"of three the one between", PART PART PART, "sus", true, false},
	{"without husk it is not looked at", TEXT, "u", false, true},
	{"one line of husk is too little", TEXT "相关阅读\n", "u", false, true},
	{"the windows without husk count for nothing", TEXT PART TEXT, "su", true, true},
	{"nothing at all", "", "u", false, true},
};

static void a_page_is_as_sure_as_its_windows(void **state)
{
	struct dehusk *dehusk;
	(void)state;
	struct dehusk_options options = {.size = sizeof options, .max_page = sizeof PART - 1};
	assert_int_equal(dehusk_new(&dehusk, &options), DEHUSK_OK);
	for (size_t i = 0; i < COUNT(rows); i++) {
		answers = rows[i].answers;
		read_page(dehusk, rows[i].text);
		const struct dehusk_main_text *main_text = dehusk_main_text(dehusk);
		if (main_text->ran != rows[i].ran || main_text->sure != rows[i].sure)
			fail_msg("%s: ran %d, sure %d", rows[i].about, main_text->ran,
				main_text->sure);
		assert_int_equal(dehusk_count(dehusk, DEHUSK_COUNT_UNSURE_TEXT), !rows[i].sure);
	}
	dehusk_free(dehusk);
}

static void nothing_is_unsure_by_the_rules_alone(void **state)
{
	struct dehusk *dehusk;
	(void)state;
	struct dehusk_options options = {.size = sizeof options, .flags = DEHUSK_RULES_ONLY};
	assert_int_equal(dehusk_new(&dehusk, &options), DEHUSK_OK);
	answers = "u";
	read_page(dehusk, PART);
	assert_true(dehusk_main_text(dehusk)->sure);
	assert_int_equal(dehusk_count(dehusk, DEHUSK_COUNT_UNSURE_TEXT), 0);
	dehusk_free(dehusk);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_page_is_as_sure_as_its_windows),
		cmocka_unit_test(nothing_is_unsure_by_the_rules_alone),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
