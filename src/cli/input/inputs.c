// SPDX-License-Identifier: MIT
// The files to be cleaned, in order.
#include "input/inputs.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "files/directory.h"
#include "files/replace.h"
#include "input/format.h"
#include "input/walk.h"
#include "io.h"
#include "message.h"

// --- names in a file ---

static bool read_list(struct inputs *inputs, int fd)
{
	const char *file = inputs->options->files0_from;
	ssize_t got;
	do {
		if (!buffer_reserve(&inputs->list, 1 << 16))
			return message_no_memory();
		got = io_read(fd, inputs->list.data + inputs->list.size, 1 << 16);
		inputs->list.size += got > 0 ? (size_t)got : 0;
	} while (got > 0);
	if (got < 0)
		message_error(file, "reading failed: %s", strerror(errno));
	if (got == 0 && inputs->list.size > 0 && inputs->list.data[inputs->list.size - 1] != '\0' &&
		!buffer_append_byte(&inputs->list, '\0'))
		return message_no_memory();
	return got == 0;
}

static bool split_list(struct inputs *inputs)
{
	void *array = NULL;
	size_t room = 0;
	for (size_t at = 0; at < inputs->list.size; at += strlen(inputs->list.data + at) + 1) {
		if (!array_reserve(&array, &room, inputs->count + 1, sizeof *inputs->listed)) {
			free(array);
			return message_no_memory();
		}
		inputs->listed = array;
		inputs->listed[inputs->count++] = inputs->list.data + at;
	}
	inputs->name = inputs->listed;
	return true;
}

// Without operands on a terminal the program seems to hang.
static void tell_waiting(const struct options *options)
{
	if (isatty(STDIN_FILENO) == 1 && isatty(STDERR_FILENO) == 1)
		message_note(NULL, "reads from the terminal until Ctrl-D%s",
			options->recursive ? _("; -r needs the name of a directory") : "");
}

bool inputs_begin(struct inputs *inputs, const struct options *options)
{
	static char standard[] = "-";
	static char *const standards[] = {standard};
	*inputs = (struct inputs){.options = options, .name = options->file, .tree = -1};
	inputs->count = options->file_count;
	const char *file = options->files0_from;
	if (!file) {
		if (inputs->count == 0) {
			inputs->name = standards;
			inputs->count = 1;
			tell_waiting(options);
		}
		return true;
	}
	bool is_standard = strcmp(file, "-") == 0;
	int fd = is_standard ? STDIN_FILENO : open(file, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	if (fd < 0) {
		message_error(file, "%s", strerror(errno));
		return false;
	}
	bool read = read_list(inputs, fd);
	if (!is_standard)
		io_close(fd);
	return read && split_list(inputs);
}

void inputs_free(struct inputs *inputs)
{
	buffer_free(&inputs->list);
	free(inputs->listed);
}

bool inputs_is_long(const struct inputs *inputs)
{
	return inputs->count > 1 ||
	       (inputs->options->recursive && strcmp(inputs->name[0], "-") != 0);
}

// --- files and directories ---

struct inputs_run {
	const struct inputs *inputs;
	inputs_take *take;
	inputs_refuse *refuse; // NULL: only count the files, remove nothing
	void *context;
	struct root *root; // of the current directory
	bool has_former;   // the file of -o is there:
	struct stat former;
};

static bool is_same_inode(const struct stat *one, const struct stat *two)
{
	return one->st_dev == two->st_dev && one->st_ino == two->st_ino;
}

static bool hand_job(struct inputs_run *run, const char *name, struct root *root, size_t below)
{
	struct job job = {.name = strdup(name), .root = root_hold(root), .below = below};
	if (!job.name) {
		root_release(root);
		return message_no_memory();
	}
	if (run->take(run->context, &job))
		return true;
	job_free(&job);
	return false;
}

// Refuses special files with -i; otherwise skips them.
static bool take_file(void *context, const char *path, size_t below, unsigned char type)
{
	struct inputs_run *run = context;
	struct stat status;
	// The result of a run before is no page.
	if (type == DT_REG && run->has_former && stat(path, &status) == 0 &&
		is_same_inode(&status, &run->former))
		return true;
	if (type == DT_REG)
		return hand_job(run, path, run->root, below);
	const char *what = type == DT_LNK ? _("is a symbolic link") : _("is no regular file");
	if (!run->inputs->options->in_place) {
		message_warning(WARNING_SPECIAL, path, "%s: passed over", what);
		return true;
	}
	message_error(path, "%s: left alone", what);
	if (run->refuse)
		run->refuse(path);
	return true;
}

static void take_left_over(void *context, int directory, const char *name)
{
	(void)context;
	replace_remove_left_over(directory, name);
}

static bool take_tree(struct inputs_run *run, const char *name, int fd)
{
	const struct options *options = run->inputs->options;
	struct stat apart;
	struct walk walk = {.options = options, .context = run, .file = take_file};
	if (run->inputs->tree >= 0 && fstat(run->inputs->tree, &apart) == 0)
		walk.apart = &apart;
	if (run->refuse && options->in_place && !options->dry_run && !options->check)
		walk.left_over = take_left_over;
	struct root *root = malloc(sizeof *root);
	if (!root) {
		io_close(fd);
		return message_no_memory();
	}
	root->fd = fd;
	atomic_init(&root->users, 1);
	run->root = root;
	bool going = walk_directory(&walk, fd, name);
	root_release(root);
	return going;
}

// Opens a directory by name; -1: it is none, or cannot be opened.
static int open_directory(const char *name)
{
	struct stat status;
	if (stat(name, &status) == 0 ? !S_ISDIR(status.st_mode) : errno != ENAMETOOLONG)
		return -1;
	return directory_open(AT_FDCWD, name, strlen(name));
}

static bool take_name(struct inputs_run *run, const char *name)
{
	const struct options *options = run->inputs->options;
	if (*name == '\0') {
		message_error(name, "%s", strerror(ENOENT));
		return true;
	}
	bool standard = strcmp(name, "-") == 0;
	if (standard && options->files0_from &&
		(strcmp(options->files0_from, "-") == 0 || options->output_dir ||
			options->in_place || options->dry_run || options->check)) {
		message_error(NULL, "standard input cannot be one of the files");
		return true;
	}
	int fd = options->recursive && !standard ? open_directory(name) : -1;
	return fd >= 0 ? take_tree(run, name, fd) : hand_job(run, name, NULL, 0);
}

static void go_through(const struct inputs *inputs, struct inputs_run run)
{
	const char *result = inputs->options->output_file;
	run.has_former = inputs->options->recursive && result && stat(result, &run.former) == 0;
	for (size_t i = 0; i < inputs->count && take_name(&run, inputs->name[i]); i++)
		;
}

void inputs_run(
	const struct inputs *inputs, inputs_take *take, inputs_refuse *refuse, void *context)
{
	go_through(inputs,
		(struct inputs_run){
			.inputs = inputs, .take = take, .refuse = refuse, .context = context});
}

void inputs_count(const struct inputs *inputs, inputs_take *take, void *context)
{
	struct message_list unsaid = {0};
	message_hold(&unsaid);
	go_through(inputs, (struct inputs_run){.inputs = inputs, .take = take, .context = context});
	message_hold(NULL);
	buffer_free(&unsaid.bytes);
}

// --- results in the way ---

struct results {
	struct buffer text; // for each job: its name, NUL, the path of its result, NUL
	size_t *at;         // where the names of the jobs begin
	size_t count, room;
	bool failed;
};

static bool note_result(void *context, struct job *job)
{
	struct results *results = context;
	const char *path = job->name + (job->root ? job->below : job_base(job));
	void *array = results->at;
	size_t at = results->text.size;
	bool done = array_reserve(&array, &results->room, results->count + 1, sizeof at);
	results->at = done ? array : results->at;
	done = done && buffer_append(&results->text, job->name, strlen(job->name) + 1) &&
	       buffer_append(&results->text, path, strlen(path) + 1);
	if (done)
		results->at[results->count++] = at;
	else
		results->failed = true;
	job_free(job);
	return done || message_no_memory();
}

static const char *path_of(const char *name)
{
	return name + strlen(name) + 1;
}

static int compare_results(const void *a, const void *b)
{
	const char *const *left = a, *const *right = b;
	return strcmp(path_of(*left), path_of(*right));
}

static void tell_clash(const char *one, const char *two)
{
	char *quoted[] = {message_quoted(one), message_quoted(two), message_quoted(path_of(one))};
	message_usage("%s and %s would have the same result, %s", quoted[0] ? quoted[0] : "?",
		quoted[1] ? quoted[1] : "?", quoted[2] ? quoted[2] : "?");
	for (size_t i = 0; i < 3; i++)
		free(quoted[i]);
}

// --- results of html in the way ---

// What pages are asked with whether they are html. A library is made for the first one.
struct html_look {
	const struct options *options;
	struct dehusk *dehusk;
	struct buffer suspects; // names of files beside pages that have their names and the suffix
	const char *found;      // one of them that is a page
	bool clash, failed;
};

// Whether a file of that name is html.
static bool is_html_page(struct html_look *look, const char *name)
{
	struct stat status;
	bool html = false;
	int fd = open(name, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
	if (fd < 0)
		return false;
	if (fstat(fd, &status) == 0 && S_ISREG(status.st_mode) && !look->failed) {
		look->failed = !look->dehusk && dehusk_new(&look->dehusk, NULL) != DEHUSK_OK;
		look->failed =
			look->failed || !format_is_html(look->dehusk, look->options, fd, &html);
	}
	io_close(fd);
	return html;
}

static void tell_html(struct html_look *look, const char *name)
{
	char *quoted = message_quoted(name);
	look->clash = true;
	message_usage("%s is html, and would have the same result as the page of that name "
		      "with %s",
		quoted ? quoted : "?", FORMAT_SUFFIX);
	free(quoted);
}

static bool end_look(struct html_look *look)
{
	dehusk_free(look->dehusk);
	buffer_free(&look->suspects);
	return look->failed ? message_no_memory() : !look->clash;
}

// The length of a name without the suffix of a result of html; 0: it has none.
static size_t size_without_suffix(const char *name)
{
	size_t size = strlen(name), suffix = strlen(FORMAT_SUFFIX);
	bool has = size > suffix && strcmp(name + size - suffix, FORMAT_SUFFIX) == 0;
	return has ? size - suffix : 0;
}

// Notes the file beside NAME.txt that is named NAME, if it is html.
static bool look_beside(void *context, struct job *job)
{
	struct html_look *look = context;
	size_t size = size_without_suffix(job->name);
	char *beside = size > job_base(job) ? strndup(job->name, size) : NULL;
	if (beside && is_html_page(look, beside))
		look->failed |= !buffer_append(&look->suspects, beside, size + 1);
	free(beside);
	job_free(job);
	return !look->failed;
}

// Whether the page is one of the noted ones.
static bool look_again(void *context, struct job *job)
{
	struct html_look *look = context;
	const struct buffer *suspects = &look->suspects;
	for (size_t at = 0; at < suspects->size && !look->found;
		at += strlen(suspects->data + at) + 1)
		if (strcmp(suspects->data + at, job->name) == 0)
			look->found = suspects->data + at;
	job_free(job);
	return !look->found;
}

// Below a single directory only pages side by side may have one result.
static bool have_own_results_below(struct inputs *inputs)
{
	struct html_look look = {.options = inputs->options};
	inputs_count(inputs, look_beside, &look);
	if (look.suspects.size > 0 && !look.failed)
		inputs_count(inputs, look_again, &look);
	if (look.found) // while files are counted nothing is told
		tell_html(&look, look.found);
	return end_look(&look);
}

static int compare_path(const void *path, const void *name)
{
	const char *const *job = name;
	return strcmp(path, path_of(*job));
}

// Whether no page of html has the result of another page; `name` is in the order of results.
static bool has_html_clash(const struct inputs *inputs, const char **name, size_t count)
{
	struct html_look look = {.options = inputs->options};
	for (size_t i = 0; i < count && !look.clash && !look.failed; i++) {
		const char *path = path_of(name[i]);
		char *plain = strndup(path, size_without_suffix(path));
		look.failed |= !plain;
		const char **job = plain && *plain
					   ? bsearch(plain, name, count, sizeof *name, compare_path)
					   : NULL;
		if (job && is_html_page(&look, *job))
			tell_html(&look, *job);
		free(plain);
	}
	return !end_look(&look);
}

// Compares the paths of all results, which takes memory for all of them. Below a single directory
// paths are unique.
static bool have_own_results(struct inputs *inputs)
{
	struct results results = {0};
	inputs_count(inputs, note_result, &results);
	const char **name = results.failed ? NULL : calloc(results.count + 1, sizeof *name);
	bool sound = name != NULL;
	for (size_t i = 0; i < results.count && name; i++)
		name[i] = results.text.data + results.at[i];
	if (name)
		qsort(name, results.count, sizeof *name, compare_results);
	for (size_t i = 1; i < results.count && sound; i++) {
		sound = strcmp(path_of(name[i - 1]), path_of(name[i])) != 0;
		if (!sound)
			tell_clash(name[i - 1], name[i]);
	}
	if (sound && inputs->options->format != DEHUSK_TEXT)
		sound = !has_html_clash(inputs, name, results.count);
	free(name);
	free(results.at);
	buffer_free(&results.text);
	return sound;
}

// Whether an open directory is `directory` or lies in it.
static bool lies_in(int fd, const struct stat *directory)
{
	struct stat status, above;
	int at = openat(fd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	bool found = false;
	while (at >= 0 && fstat(at, &status) == 0) {
		found = is_same_inode(&status, directory);
		int up = found ? -1 : openat(at, "..", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
		io_close(at);
		at = up;
		// The root directory is its own parent.
		if (up >= 0 && (fstat(up, &above) != 0 || is_same_inode(&above, &status))) {
			io_close(up);
			at = -1;
		}
	}
	if (at >= 0)
		io_close(at);
	return found;
}

static bool refuse_name(const char *name, const char *what)
{
	char *quoted = message_quoted(name);
	message_usage("%s %s", quoted ? quoted : "?", _(what));
	free(quoted);
	return false;
}

// Whether a page stays clear of the directory of results: a page in it would be replaced.
static bool is_outside(const struct inputs *inputs, const char *name, const struct stat *tree)
{
	struct stat page, result;
	const char *slash = strrchr(name, '/'), *base = slash ? slash + 1 : name;
	int fd = inputs->options->recursive ? open_directory(name) : -1;
	if (fd >= 0) {
		bool inside = lies_in(fd, tree);
		io_close(fd);
		return !inside ||
		       refuse_name(name, "lies in the directory that results are to go to");
	}
	if (*base && stat(name, &page) == 0 &&
		fstatat(inputs->tree, base, &result, AT_SYMLINK_NOFOLLOW) == 0 &&
		is_same_inode(&page, &result))
		return refuse_name(name, "would be its own result");
	return true;
}

bool inputs_is_sound(struct inputs *inputs)
{
	struct stat tree;
	if (inputs->count > 1 && !have_own_results(inputs))
		return false;
	if (inputs->count == 1 && inputs->options->format != DEHUSK_TEXT &&
		!have_own_results_below(inputs))
		return false;
	if (inputs->tree < 0 || fstat(inputs->tree, &tree) != 0)
		return true;
	for (size_t i = 0; i < inputs->count; i++)
		if (!is_outside(inputs, inputs->name[i], &tree))
			return false;
	return true;
}
