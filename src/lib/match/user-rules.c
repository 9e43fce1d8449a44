// SPDX-License-Identifier: MIT
// The rules of users: a set that texts are added to.
#include "match/user-rules.h"

#include <stdlib.h>

#include "base/text.h"
#include "match/builtin.h"
#include "match/trial.h"
#include "match/vet.h"

struct dehusk_ruleset *dehusk_ruleset_new(void)
{
	struct dehusk_ruleset *ruleset = calloc(1, sizeof *ruleset);
	if (ruleset)
		ruleset->digest = HASH_START;
	return ruleset;
}

void dehusk_ruleset_free(struct dehusk_ruleset *ruleset)
{
	if (!ruleset)
		return;
	ruleset_builder_free(ruleset->builder);
	rules_free(&ruleset->rules);
	free(ruleset);
}

uint64_t dehusk_ruleset_digest(const struct dehusk_ruleset *ruleset)
{
	return ruleset ? ruleset->digest : builtin_rules.digest;
}

// The text is part of the digest, and so is where it ends.
static void add_to_digest(struct dehusk_ruleset *ruleset, const struct dehusk_rule_text *text)
{
	ruleset->digest = hash_bytes(ruleset->digest, text->text, text->size);
	ruleset->digest = hash_bytes(ruleset->digest, "", 1);
}

enum dehusk_status dehusk_ruleset_add(struct dehusk_ruleset *ruleset,
	const struct dehusk_rule_text *text, const struct dehusk_rule_reader *reader)
{
	add_to_digest(ruleset, text);
	return rules_add(&ruleset->rules, text, reader, vet_pattern);
}

enum dehusk_status dehusk_ruleset_prepare(struct dehusk_ruleset *ruleset)
{
	ruleset_builder_free(ruleset->builder);
	ruleset->builder = ruleset_build_user(&ruleset->rules);
	return ruleset->builder ? DEHUSK_OK : DEHUSK_NO_MEMORY;
}

enum dehusk_status dehusk_ruleset_check(
	const struct dehusk_ruleset *ruleset, const struct dehusk_rule_reader *reader)
{
	return trial_run(&ruleset->rules, reader);
}
