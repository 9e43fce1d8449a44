// SPDX-License-Identifier: MIT
// Reads the rules that the command line names: files of rules, what they include, and single rules.
//
// A file that is named again, by -f or include, is not read again: its rules stand where it was
// named first.
#include "rule-files.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/text.h"
#include "io.h"
#include "message.h"
#include "output/writers.h"

#define FILE_MOST ((size_t)1 << 24) // bytes of a file of rules
#define DEPTH_MOST 16               // files that include one another
#define BLOCK ((size_t)1 << 14)

// A file that is being read.
struct rule_file {
	const char *path;
	struct buffer label; // its name as it is told, with a NUL
	struct buffer text;
	size_t depth;     // from 1; 0: the command line
	const char *what; // why it cannot be read, borrowed
};

struct file_id {
	dev_t device;
	ino_t inode;
};

struct loader {
	struct dehusk_ruleset *set;
	const struct rule_file *file; // that is being read
	bool all;                     // all errors are told
	struct file_id *seen;
	size_t seen_count, seen_room;
};

// --- one file ---

// The name of a file as tables show it. False: no memory.
static bool make_label(struct buffer *label, const char *path)
{
	struct io_out out;
	// An escape has four bytes. Nothing is written as long as all of it fits.
	if (!io_out_begin(&out, -1, 4 * strlen(path) + 8))
		return false;
	write_name(&out, path);
	bool done = buffer_append(label, out.data, out.size) && buffer_append_byte(label, '\0');
	io_out_free(&out);
	return done;
}

// Notes a regular file. *again: it was noted before. False: no memory.
static bool note_seen(struct loader *loader, const struct stat *status, bool *again)
{
	struct file_id id = {status->st_dev, status->st_ino};
	*again = false;
	if (!S_ISREG(status->st_mode))
		return true;
	for (size_t i = 0; i < loader->seen_count; i++)
		*again |= loader->seen[i].device == id.device && loader->seen[i].inode == id.inode;
	void *list = loader->seen;
	if (*again || !array_reserve(&list, &loader->seen_room, loader->seen_count + 1, sizeof id))
		return *again;
	loader->seen = list;
	loader->seen[loader->seen_count++] = id;
	return true;
}

// Reads a descriptor to its end. BAD_RULE: file->what says why that failed.
static enum dehusk_status read_all(struct rule_file *file, int fd)
{
	struct buffer *text = &file->text;
	for (;;) {
		if (!buffer_reserve(text, BLOCK))
			return DEHUSK_NO_MEMORY;
		ssize_t got = io_read(fd, text->data + text->size, BLOCK);
		if (got == 0)
			return DEHUSK_OK;
		file->what = got < 0 ? strerror(errno) : _("it has more than 16 MiB");
		if (got < 0 || text->size + (size_t)got > FILE_MOST)
			return DEHUSK_BAD_RULE;
		text->size += (size_t)got;
	}
}

static enum dehusk_status open_and_read(struct loader *loader, struct rule_file *file, bool *again)
{
	struct stat status;
	// A file of rules names files only.
	bool standard = file->depth == 1 && strcmp(file->path, "-") == 0;
	int fd = standard ? STDIN_FILENO : open(file->path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	enum dehusk_status result = DEHUSK_BAD_RULE;
	*again = false;
	file->what = strerror(errno);
	if (fd < 0)
		return result;
	if (fstat(fd, &status) != 0)
		file->what = strerror(errno);
	else if (!note_seen(loader, &status, again))
		result = DEHUSK_NO_MEMORY;
	else
		result = *again ? DEHUSK_OK : read_all(file, fd);
	if (!standard)
		io_close(fd);
	return result;
}

static void free_file(struct rule_file *file)
{
	buffer_free(&file->label);
	buffer_free(&file->text);
}

// --- rules ---

static bool tell_error(void *context, const struct dehusk_rule_error *error)
{
	const struct loader *loader = context;
	message_rule(error);
	return loader->all;
}

static enum dehusk_status include(
	void *context, const struct dehusk_rule_text *from, const char *name, const char **what);

// BAD_RULE with file->what: the file cannot be read; without: its errors were told.
static enum dehusk_status add_file(struct loader *loader, struct rule_file *file)
{
	struct dehusk_rule_reader reader = {loader, tell_error, include};
	bool again;
	if (!make_label(&file->label, file->path))
		return DEHUSK_NO_MEMORY;
	enum dehusk_status status = open_and_read(loader, file, &again);
	if (status != DEHUSK_OK || again)
		return status;
	file->what = NULL;
	const struct rule_file *outer = loader->file;
	struct dehusk_rule_text text = {
		.file = file->label.data, .text = file->text.data, .size = file->text.size};
	loader->file = file;
	status = dehusk_ruleset_add(loader->set, &text, &reader);
	loader->file = outer;
	return status;
}

// The path of a file that another one includes. NULL: no memory.
static char *path_beside(const char *path, const char *name)
{
	struct buffer joined = {0};
	const char *slash = strrchr(path, '/');
	size_t directory = slash && *name != '/' ? (size_t)(slash - path) + 1 : 0;
	if (buffer_append(&joined, path, directory) &&
		buffer_append(&joined, name, strlen(name) + 1))
		return joined.data;
	buffer_free(&joined);
	return NULL;
}

static enum dehusk_status include(
	void *context, const struct dehusk_rule_text *from, const char *name, const char **what)
{
	struct loader *loader = context;
	(void)from;
	if (loader->file->depth == DEPTH_MOST) {
		*what = N_("files include one another too deeply");
		return DEHUSK_BAD_RULE;
	}
	char *path = path_beside(loader->file->path, name);
	struct rule_file file = {.path = path, .depth = loader->file->depth + 1};
	enum dehusk_status status = path ? add_file(loader, &file) : DEHUSK_NO_MEMORY;
	*what = file.what;
	free_file(&file);
	free(path);
	return status;
}

static enum dehusk_status add_named(struct loader *loader, const char *path)
{
	struct rule_file file = {.path = path, .depth = 1};
	enum dehusk_status status = add_file(loader, &file);
	if (status == DEHUSK_BAD_RULE && file.what)
		message_error(path, "rules cannot be read: %s", file.what);
	free_file(&file);
	return status;
}

// `number`: of the single rules on the command line, from 1.
static enum dehusk_status add_single(struct loader *loader, const char *rule, size_t number)
{
	struct dehusk_rule_reader reader = {.context = loader, .error = tell_error};
	char name[24];
	snprintf(name, sizeof name, "%zu", number);
	struct dehusk_rule_text text = {
		.file = "-e", .text = rule, .size = strlen(rule), .line = number, .name = name};
	return dehusk_ruleset_add(loader->set, &text, &reader);
}

static bool add_all(struct loader *loader, const struct rule_options *rules)
{
	enum dehusk_status status = DEHUSK_OK, worst = DEHUSK_OK;
	size_t singles = 0;
	for (size_t i = 0; i < rules->count; i++) {
		const struct rule_option *rule = &rules->rule[i];
		status = rule->is_file ? add_named(loader, rule->argument)
				       : add_single(loader, rule->argument, ++singles);
		if (status == DEHUSK_NO_MEMORY)
			return message_no_memory();
		worst = status != DEHUSK_OK ? status : worst;
		if (worst != DEHUSK_OK && !loader->all)
			break;
	}
	if (worst != DEHUSK_OK)
		message_raise(STATUS_USAGE);
	return worst == DEHUSK_OK;
}

bool rule_files_read(struct options *options)
{
	struct loader loader = {.all = options->check_rules};
	if (options->rule.count == 0)
		return true;
	loader.set = options->rules = dehusk_ruleset_new();
	bool done = loader.set ? add_all(&loader, &options->rule) : message_no_memory();
	free(loader.seen);
	if (!done || options->check_rules)
		return done;
	return dehusk_ruleset_prepare(options->rules) == DEHUSK_OK || message_no_memory();
}

void rule_files_check(const struct options *options)
{
	struct loader loader = {.all = true};
	struct dehusk_rule_reader reader = {.context = &loader, .error = tell_error};
	enum dehusk_status status = dehusk_ruleset_check(options->rules, &reader);
	if (status == DEHUSK_NO_MEMORY)
		message_no_memory();
	else if (status != DEHUSK_OK)
		message_raise(STATUS_USAGE);
}
