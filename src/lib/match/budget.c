// SPDX-License-Identifier: MIT
// How much work each rule has done in vain on a page.
//
// A limit on a short line is some 200,000 steps; on a long one it is up to 2^28, and two are
// enough.
#include "match/budget.h"

#include <stdlib.h>
#include <string.h>

#define LIMIT_BYTES 8192u // what a limit costs on any line, as if it had so many bytes more
#define LIMIT_WORK 8192u  // per byte
#define LONG_WORK 2048u   // the same for a line that took long

bool budget_begin(struct budget *budget, size_t count)
{
	*budget = (struct budget){.spent = calloc(count, sizeof *budget->spent), .count = count};
	return budget->spent != NULL;
}

void budget_free(struct budget *budget)
{
	free(budget->spent);
}

bool budget_begin_page(struct budget *budget)
{
	bool aside = budget->aside;
	if (budget->any)
		memset(budget->spent, 0, budget->count * sizeof *budget->spent);
	budget->any = budget->aside = false;
	return aside;
}

static bool spend(struct budget *budget, size_t rule, uint64_t work)
{
	budget->any = true;
	budget->spent[rule] += work;
	budget->aside |= budget_is_aside(budget, rule);
	return budget_is_aside(budget, rule);
}

bool budget_limit(struct budget *budget, size_t rule, size_t size)
{
	return spend(budget, rule, ((uint64_t)size + LIMIT_BYTES) * LIMIT_WORK);
}

bool budget_long(struct budget *budget, size_t rule, size_t size)
{
	return spend(budget, rule, (uint64_t)size * LONG_WORK);
}

bool budget_scan(struct budget *budget, size_t rule, size_t size)
{
	return spend(budget, rule, (uint64_t)size * size);
}
