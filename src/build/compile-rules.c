// SPDX-License-Identifier: MIT
// Compiles the built-in rules: reads rule files, and prints a ruleset as C. It is built and run on
// the machine that builds the program, so that no start of the program analyses a pattern.
//
// With HAVE_PCRE2 it also prints what PCRE2 compiles of each pattern, which takes most of the time
// of a run over one page. It is good for the same version of PCRE2 on the same kind of machine;
// elsewhere pattern.c compiles a pattern when it is first asked.
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "match/multimatch-tables.h"
#include "match/prefilter-tables.h"
#include "match/ruleset.h"
#ifdef HAVE_PCRE2
#include "match/pattern-options.h"
#endif

static void fail_to_compile(const char *what, const char *name)
{
	fprintf(stderr, "compile-rules: %s: %s\n", name, what);
	exit(1);
}

// --- reading ---

static bool is_rule(const char *line)
{
	return *line && !strchr("#\n\r \t", *line);
}

// Appends the rules of a file, without comments and examples.
static void read_rules(struct buffer *text, const char *name)
{
	static char line[1 << 16];
	FILE *file = fopen(name, "r");
	if (!file)
		fail_to_compile("cannot be opened", name);
	while (fgets(line, sizeof line, file)) {
		if (!strchr(line, '\n') && !feof(file))
			fail_to_compile("a line is too long", name);
		if (is_rule(line) && !buffer_append_string(text, line))
			fail_to_compile("no memory", name);
	}
	if (ferror(file))
		fail_to_compile("cannot be read", name);
	fclose(file);
}

static bool tell_rule_error(void *context, const struct dehusk_rule_error *error)
{
	(void)context;
	fprintf(stderr, "compile-rules: %s: %.*s\n", error->what, (int)error->size, error->text);
	return true;
}

// --- printing ---

// No `?`: two of them may begin a trigraph.
static void print_string(const char *text, size_t size)
{
	putchar('"');
	for (size_t i = 0; i < size; i++) {
		unsigned char c = (unsigned char)text[i];
		if (c >= ' ' && c < 0x7F && !strchr("\"\\?", c))
			putchar(c);
		else
			printf("\\%03o", c);
	}
	putchar('"');
}

static void print_slice(struct slice text)
{
	printf("{");
	print_string(text.data, text.size);
	printf(", %zu}", text.size);
}

static void print_size(size_t size)
{
	if (size == SIZE_MAX)
		printf("SIZE_MAX");
	else
		printf("%zu", size);
}

// ISO C has no empty array.
static void end_array(size_t count)
{
	puts(count > 0 ? "};\n" : "\t{0},\n};\n");
}

static void print_words(const char *name, const uint64_t *word, size_t count)
{
	printf("static const uint64_t %s[] = {\n", name);
	for (size_t i = 0; i < count; i++)
		printf("\t0x%" PRIx64 "u,\n", word[i]);
	puts(count > 0 ? "};\n" : "\t0,\n};\n");
}

// --- patterns ---

#ifdef HAVE_PCRE2

// Memory that PCRE2 does not write to is printed, too: it is the same each time.
static void *allocate_zeroed(size_t size, void *context)
{
	(void)context;
	return calloc(1, size);
}

static void free_zeroed(void *memory, void *context)
{
	(void)context;
	free(memory);
}

static void print_compiled(const struct ruleset_entry *entry, size_t i)
{
	char name[32];
	int error;
	PCRE2_SIZE offset, size;
	uint8_t *bytes;
	pcre2_general_context *general =
		pcre2_general_context_create(allocate_zeroed, free_zeroed, NULL);
	pcre2_compile_context *context = general ? pcre2_compile_context_create(general) : NULL;
	if (!context)
		fail_to_compile("no memory", entry->name);
	pcre2_code *code = pcre2_compile((PCRE2_SPTR)entry->pattern.data, entry->pattern.size,
		PATTERN_OPTIONS, &error, &offset, context);
	if (!code ||
		pcre2_serialize_encode((const pcre2_code **)&code, 1, &bytes, &size, general) != 1)
		fail_to_compile("PCRE2 does not compile it", entry->name);
	uint64_t *word = calloc(size / sizeof *word + 1, sizeof *word);
	if (!word)
		fail_to_compile("no memory", entry->name);
	memcpy(word, bytes, size);
	snprintf(name, sizeof name, "compiled_%zu", i);
	print_words(name, word, (size + sizeof *word - 1) / sizeof *word);
	free(word);
	pcre2_serialize_free(bytes);
	pcre2_code_free(code);
	pcre2_compile_context_free(context);
	pcre2_general_context_free(general);
}

#else

static void print_compiled(const struct ruleset_entry *entry, size_t i)
{
	(void)entry;
	printf("#define compiled_%zu NULL\n", i);
}

#endif

// --- rules ---

static void print_rules(const struct ruleset *ruleset)
{
	if (ruleset->count == RULESET_READERS)
		return;
	puts("static const struct rule rules[] = {");
	for (size_t i = 0; i < ruleset->count; i++) {
		const struct rule *rule = ruleset->entry[i].rule;
		if (!rule)
			continue;
		printf("\t{.action = %d, .ends = %d, .replies = %d, .name = \"%s\", .pattern = ",
			(int)rule->action, rule->ends, rule->replies, rule->name);
		print_slice(rule->pattern);
		printf(", .line = %zu},\n", rule->line);
	}
	end_array(1);
}

static void print_entries(const struct ruleset *ruleset)
{
	size_t rules = 0;
	for (size_t i = 0; i < ruleset->count; i++)
		if (ruleset->entry[i].rule)
			print_compiled(&ruleset->entry[i], i);
	puts("static const struct ruleset_entry entries[] = {");
	for (size_t i = 0; i < ruleset->count; i++) {
		const struct ruleset_entry *entry = &ruleset->entry[i];
		printf("\t{.asked = %d, .name = \"%s\"", (int)entry->asked, entry->name);
		if (entry->rule) {
			printf(", .rule = &rules[%zu], .pattern = ", rules++);
			print_slice(entry->pattern);
			printf(", .compiled = compiled_%zu", i);
		}
		puts("},");
	}
	end_array(ruleset->count);
}

// --- the tables of the prefilter ---

static void print_numbers(const char *name, const uint16_t *number, size_t count)
{
	printf("static const uint16_t %s[] = {", name);
	for (size_t i = 0; i < count; i++)
		printf("%s%u,", i % 16 == 0 ? "\n\t" : " ", (unsigned)number[i]);
	puts("\n};\n");
}

// The map `name` from first or last characters to entries.
static void print_edge_map(const char *name, const struct edge_map *map)
{
	char part[32];
	snprintf(part, sizeof part, "%s_blocks", name);
	print_numbers(part, map->block, EDGE_BLOCKS);
	snprintf(part, sizeof part, "%s_places", name);
	print_numbers(part, map->place, map->block_count * EDGE_BLOCK);
	snprintf(part, sizeof part, "%s_sets", name);
	print_words(part, map->sets, map->set_count * map->words);
	printf("static const struct edge_map %s_map = {.block = %s_blocks, .place = %s_places,\n",
		name, name, name);
	printf("\t.sets = %s_sets, .words = %zu, .block_count = %zu, .set_count = %zu};\n\n", name,
		map->words, map->block_count, map->set_count);
}

static void print_openings(const struct prefilter_tables *tables)
{
	size_t count = 0;
	puts("static const struct prefilter_opening openings[] = {");
	for (size_t i = 0; i < tables->count; i++)
		for (size_t k = 0; k < tables->entry[i].opening_count; k++, count++) {
			const struct prefilter_opening *opening = &tables->entry[i].openings[k];
			printf("\t{.bytes = {");
			for (size_t n = 0; n < opening->size; n++)
				printf("%d, ", opening->bytes[n]);
			printf("}, .size = %zu, .word = ", opening->size);
			print_string(opening->word, strlen(opening->word));
			puts("},");
		}
	// Braces around the bytes are missed in {0}.
	if (count == 0)
		puts("\t{.size = 0},");
	end_array(1);
}

static void print_entry(const struct prefilter_entry *entry, size_t *opening)
{
	const struct shape_whole *whole = &entry->whole;
	printf("\t{.whole = {.least = %zu, .most = ", whole->least);
	print_size(whole->most);
	printf(", .without = 0x%" PRIx64 "u, .with = 0x%" PRIx64 "u, .marks = %zu},\n",
		whole->without, whole->with, whole->marks);
	printf("\t\t.openings = openings + %zu, .opening_count = %zu,\n", *opening,
		entry->opening_count);
	*opening += entry->opening_count;
	puts("\t},");
}

static void print_prefilter(const struct prefilter_tables *tables)
{
	size_t opening = 0;
	print_edge_map("first", tables->first);
	print_edge_map("last", tables->last);
	print_openings(tables);
	puts("static const struct prefilter_entry selectors[] = {");
	for (size_t i = 0; i < tables->count; i++)
		print_entry(&tables->entry[i], &opening);
	end_array(tables->count);
	print_words("wordless", tables->wordless, tables->set_words);
	print_words("shorts", tables->shorts, tables->set_words);
	print_words("dated", tables->dated, tables->set_words);
	puts("static const struct prefilter_tables tables = {.entry = selectors,");
	printf("\t.count = %zu,\n\t.set_words = %zu,\n\t.always = %d,\n", tables->count,
		tables->set_words, tables->always);
	puts("\t.multimatch = &multimatch,\n\t.wordless = wordless,\n\t.shorts = shorts,");
	puts("\t.dated = dated,\n\t.first = &first_map,\n\t.last = &last_map};\n");
}

// --- the tables of the multimatch ---

static void print_nodes(const struct multimatch *multimatch)
{
	puts("static const struct multimatch_node nodes[] = {");
	for (size_t i = 0; i < multimatch->node_count; i++) {
		const struct multimatch_node *node = &multimatch->node[i];
		printf("\t{0x%" PRIx64 "u, %" PRIu32 "u, %" PRIu32 "u, %" PRIu32 "u, %" PRIu32
		       "u, %" PRIu32 "u},\n",
			node->next, node->c, node->child, node->sibling, node->entry, node->set);
	}
	end_array(multimatch->node_count);
}

static void print_spellings(const struct multimatch *multimatch)
{
	printf("static const struct multimatch_spelling slots[%zu] = {\n", multimatch->slot_count);
	for (size_t i = 0; i < multimatch->slot_count; i++) {
		const struct multimatch_spelling *spelling = &multimatch->slot[i];
		if (spelling->size > 0)
			printf("\t[%zu] = {0x%" PRIx64 "u, %" PRIu32 "u, %d, %d},\n", i,
				spelling->bytes, spelling->node, spelling->size, spelling->plain);
	}
	end_array(1);
}

static void print_signs(const struct multimatch *multimatch)
{
	puts("static const struct multimatch_sign signs[] = {");
	for (size_t i = 0; i < multimatch->sign_count; i++) {
		const struct multimatch_sign *sign = &multimatch->sign[i];
		printf("\t{.bytes = {");
		for (size_t k = 0; k < sign->size; k++)
			printf("%d, ", sign->bytes[k]);
		printf("}, .size = %" PRIu32 ", .set = %" PRIu32 ", .next = %" PRIu32 "},\n",
			sign->size, sign->set, sign->next);
	}
	end_array(multimatch->sign_count);
}

static void print_text(const struct multimatch *multimatch)
{
	puts("static const char text[] = {");
	for (size_t i = 0; i < multimatch->text_size; i++)
		printf("%d,%c", multimatch->text[i], i % 32 == 31 ? '\n' : ' ');
	puts("0};\n");
}

static void print_maps(const struct multimatch *multimatch)
{
	printf("\t.starts = {");
	for (size_t i = 0; i < sizeof multimatch->starts / sizeof *multimatch->starts; i++)
		printf("%s%" PRIu32 "u,", i % 16 == 0 ? "\n\t\t" : " ", multimatch->starts[i]);
	printf("},\n\t.pairs = {");
	for (size_t i = 0; i < sizeof multimatch->pairs / sizeof *multimatch->pairs; i++)
		printf("0x%" PRIx64 "u, ", multimatch->pairs[i]);
	printf("},\n\t.ascii = {");
	for (size_t i = 0; i < sizeof multimatch->ascii / sizeof *multimatch->ascii; i++)
		printf("%d, ", multimatch->ascii[i]);
	printf("},\n\t.ends = {");
	for (size_t i = 0; i < sizeof multimatch->ends / sizeof *multimatch->ends; i++)
		printf("%" PRIu32 ", ", multimatch->ends[i]);
	puts("},");
}

static void print_multimatch(const struct multimatch *multimatch)
{
	print_words("sets", multimatch->sets, multimatch->set_count * multimatch->set_words);
	print_nodes(multimatch);
	print_spellings(multimatch);
	print_signs(multimatch);
	print_text(multimatch);
	puts("static const struct multimatch multimatch = {");
	print_maps(multimatch);
	printf("\t.set_words = %zu,\n\t.set_count = %zu,\n\t.node_count = %zu,\n",
		multimatch->set_words, multimatch->set_count, multimatch->node_count);
	printf("\t.slot_count = %zu,\n\t.sign_count = %zu,\n\t.text_size = %zu,\n",
		multimatch->slot_count, multimatch->sign_count, multimatch->text_size);
	puts("\t.sets = sets,\n\t.node = nodes,\n\t.slot = slots,\n\t.sign = signs,\n\t.text = "
	     "text};\n");
}

// --- all ---

static void print_ruleset(const struct ruleset *ruleset, const char *name)
{
	puts("// SPDX-License-Identifier: MIT");
	puts("// The built-in rules. Made by src/build/compile-rules.c from rules/*.rules: change "
	     "those.");
	puts("#include \"match/builtin.h\"");
	puts("#include \"match/multimatch-tables.h\"");
	puts("#include \"match/prefilter-tables.h\"\n");
	print_rules(ruleset);
	print_entries(ruleset);
	print_multimatch(ruleset->tables->multimatch);
	print_prefilter(ruleset->tables);
	printf("const struct ruleset %s = {.entry = entries,\n", name);
	printf("\t.count = %zu,\n\t.source_entry = %zu,\n\t.tables = &tables,\n", ruleset->count,
		ruleset->source_entry);
	printf("\t.digest = 0x%016" PRIx64 "u};\n", ruleset->digest);
}

int main(int argc, char **argv)
{
	struct buffer text = {0};
	struct dehusk_rule_reader reader = {.error = tell_rule_error};
	struct ruleset_builder *builder;
	if (argc < 2) {
		fputs("usage: compile-rules RULESET [FILE.rules]... > builtin.c\n", stderr);
		return 2;
	}
	for (int i = 2; i < argc; i++)
		read_rules(&text, argv[i]);
	if (ruleset_build(&builder, text.data, text.size, &reader) != DEHUSK_OK)
		fail_to_compile("nothing was made of them", "the rules");
	print_ruleset(ruleset_of(builder), argv[1]);
	ruleset_builder_free(builder);
	buffer_free(&text);
	if (fflush(stdout) != 0 || ferror(stdout))
		fail_to_compile("cannot be written", "standard output");
	return 0;
}
