// SPDX-License-Identifier: MIT
// How much work each rule has done in vain on a page. One that has done too much is put aside for
// the rest of the page: no page takes long for its rules.
#ifndef DEHUSK_BUDGET_H
#define DEHUSK_BUDGET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// Work is counted in positions times bytes, or in steps of matching: 2^30 take a second or so.
#define BUDGET_PAGE ((uint64_t)1 << 30)

// Free it with budget_free().
struct budget {
	uint64_t *spent; // by each rule, on this page
	size_t count;
	bool any;   // something was spent on this page
	bool aside; // a rule was put aside on this page
};

// False: no memory.
bool budget_begin(struct budget *budget, size_t count);
void budget_free(struct budget *budget);

// Starts a page. Returns whether a rule was put aside on the one before.
bool budget_begin_page(struct budget *budget);

static inline bool budget_is_aside(const struct budget *budget, size_t rule)
{
	return budget->spent[rule] >= BUDGET_PAGE;
}

// Notes that a rule reached a limit on a line of `size` bytes. True: that puts it aside.
bool budget_limit(struct budget *budget, size_t rule, size_t size);

// Notes that a line of `size` bytes took a rule long. True: that puts it aside.
bool budget_long(struct budget *budget, size_t rule, size_t size);

// Notes that a rule scanned a line of `size` bytes from each position, in vain. True: that puts it
// aside.
bool budget_scan(struct budget *budget, size_t rule, size_t size);

#endif
