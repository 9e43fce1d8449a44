// SPDX-License-Identifier: MIT
// The habits of the text browsers, one row each. browser.c recognizes them.
#include "dump/habits.h"

#include <limits.h>

// With these tools, what is narrower is a side column.
#define USUAL_LEAST 60

const struct habit habits[TOOLS] = {
	[TOOL_NONE] = {.metric = METRIC_COLUMNS,
		.edges = HABIT_EDGES,
		.least = EDGE_LEAST,
		.unit = UNIT_SURE,
		.votes = 4},
	[TOOL_LYNX] =
		{
			.metric = METRIC_CHARACTERS,
			.edge = 74,
			.edge_seen = true,
			.edges = 1, // marks in menus give it many false ones
			.least = USUAL_LEAST,
			.slack = 5,
			.unit = UNIT_SURE,
			.votes = 4,
			.margin = 3,
			.centring = CENTRES_BY_BYTES,
			.insets = true,
			.bullets = {"* ", "+ ", "o ", "# ", "@ ", "- ", "= "},
			.bullet_first = 5,
			.bullet_last = 5,
			.marks = MARK_LINK | MARK_FILE | MARK_WORD | MARK_EMPTY | MARK_UNDERLINE,
		},
	[TOOL_LINKS] =
		{
			.metric = METRIC_CHARACTERS,
			.edge = 77,
			.edges = 2,
			.least = USUAL_LEAST,
			.unit = UNIT_SURE,
			.votes = 4,
			.margin = 3,
			.centring = CENTRES_BY_BYTES,
			.insets = true,
			.bullets = {"* ", "+ ", "o ", "# ", "@ ", "- ", "= "},
			.bullet_first = 5,
			.bullet_last = 5,
			.marks = MARK_FILE | MARK_WORD | MARK_EMPTY | MARK_UNDERLINE,
		},
	[TOOL_ELINKS] =
		{
			.metric = METRIC_COLUMNS,
			.edge = 77,
			.edges = HABIT_EDGES,
			.least = EDGE_LEAST,
			.slack = 1,
			.unit = UNIT_SURE,
			.votes = 2, // it has an edge for each cell of a table
			.margin = 3,
			.centring = CENTRES_BY_COLUMNS,
			.frames = FRAME_BOX,
			.bullets = {"•\xC2\xA0", "◦\xC2\xA0", "▪\xC2\xA0"},
			.bullet_first = 5,
			.bullet_last = 5,
			.marks = MARK_LINK | MARK_FIELD | MARK_EMPTY | MARK_UNDERLINE,
		},
	[TOOL_W3M] =
		{
			.metric = METRIC_COLUMNS,
			.edge = 79,
			.edge_seen = true,
			.edges = HABIT_EDGES,
			.least = EDGE_LEAST,
			.slack = 3,
			.unit = UNIT_SURE,
			.votes = 2, // it has an edge for each cell of a table
			.centring = CENTRES_BY_COLUMNS,
			.frames = FRAME_BOX,
			.bullets = {"• ", "□ ", "■ ", "★ ", "○ ", "● "},
			.bullet_first = 2,
			.bullet_last = UINT_MAX,
			.marks = MARK_STEM | MARK_FIELD,
		},
	[TOOL_HTML2TEXT] =
		{
			.metric = METRIC_CHARACTERS,
			.edge = 79,
			.edges = HABIT_EDGES,
			.least = USUAL_LEAST,
			.at_blanks = true,
			.unit = UNIT_SURE,
			.votes = 4,
			.bullets = {"* ", "o ", "# "},
			.bullet_first = 4,
			.bullet_last = 4,
			.marks =
				MARK_PATH | MARK_FIELD | MARK_CHOICE | MARK_UNDERSCORE | MARK_STARS,
		},
	[TOOL_PANDOC] =
		{
			.metric = METRIC_COLUMNS,
			.edge = 72,
			.edges = HABIT_EDGES,
			.least = USUAL_LEAST,
			.at_blanks = true,
			.unit = UNIT_ANY,
			.votes = 4,
			.frames = FRAME_ASCII,
			.whole_rows = true,
			.bullets = {"-"},
			.bullet_apart = true,
			.bullet_last = UINT_MAX,
			.marks = MARK_EMPTY,
		},
	[TOOL_MARKDOWN] =
		{
			.metric = METRIC_CHARACTERS,
			.edge = 78,
			.edges = 1,
			.least = USUAL_LEAST,
			.at_blanks = true,
			.unit = UNIT_ANY,
			.votes = 4,
			.whole_rows = true,
			.bullets = {"* "},
			.bullet_first = 2,
			.bullet_last = 2,
			.marks = MARK_DOWN,
		},
};
