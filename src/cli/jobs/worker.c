// SPDX-License-Identifier: MIT
// Cleans one file after another: a filter, and the directories and files it writes to.
#include "jobs/worker.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "files/target.h"
#include "input/format.h"
#include "input/walk.h"
#include "jobs/progress.h"
#include "message.h"

#define READ (O_RDONLY | O_CLOEXEC | O_NOCTTY)

bool worker_begin(struct worker *worker, const struct site *site, unsigned number)
{
	worker->site = site;
	worker->number = number;
	worker->unsynced = -1;
	worker->in.fd = worker->out.fd = -1;
	return filter_begin(&worker->filter, site->options, site->output);
}

void worker_free(struct worker *worker)
{
	filter_free(&worker->filter);
	directory_free(&worker->in);
	directory_free(&worker->out);
	root_release(worker->root);
	buffer_free(&worker->name);
	buffer_free(&worker->base);
}

static bool tell_failure(const char *name, const char *what, int error)
{
	if (error != 0)
		message_error(name, "%s: %s", _(what), strerror(error));
	else
		message_error(name, "%s", _(what));
	return false;
}

// "directory/" names the directory itself.
static const char *base_of(const struct job *job)
{
	const char *base = job->name + job_base(job);
	return *base ? base : ".";
}

// --- directories ---

void worker_end(struct worker *worker)
{
	int error = worker->unsynced >= 0 ? replace_sync_directory(worker->unsynced) : 0;
	worker->unsynced = -1;
	if (error != 0)
		tell_failure(NULL, "a directory in which files were replaced could not be synced",
			error);
}

// The length of the directory's path in the name of a file.
static size_t directory_size(const char *name, size_t begin, size_t end)
{
	while (end > begin + 1 && name[end - 1] == '/')
		end--;
	// "/" is the directory of "/file".
	return end > begin && !(begin > 0 && end == begin + 1 && name[begin] == '/') ? end - begin
										     : 0;
}

static int open_in(struct worker *worker, const struct job *job)
{
	int root = job->root ? job->root->fd : AT_FDCWD;
	const char *path = job->name + job->below;
	size_t size = directory_size(job->name, job->below, job_base(job));
	if (directory_is(&worker->in, root, path, size))
		return worker->in.fd;
	worker_end(worker);
	struct root *last = worker->root;
	worker->root = root_hold(job->root);
	int fd = directory_reach(&worker->in, root, path, size, NULL);
	int error = errno;
	root_release(last);
	errno = error;
	return fd;
}

// Opens the directory of the target. Makes it if it is missing, except in a dry run.
static int open_out(struct worker *worker, const struct job *job)
{
	const struct options *options = worker->site->options;
	bool dry = options->dry_run || options->check;
	int tree = worker->site->tree;
	const char *path = job->name + job->below;
	size_t size = job->root ? directory_size(job->name, job->below, job_base(job)) : 0;
	if (directory_is(&worker->out, tree, path, size))
		return worker->out.fd;
	worker_end(worker);
	struct directory_making making = {.model = &worker->in,
		.root = job->root ? job->root->fd : -1,
		.sync = !options->no_sync};
	return directory_reach(&worker->out, tree, path, size, dry || size == 0 ? NULL : &making);
}

// --- one output for all ---

// A file that is read while it is written never ends.
static bool is_output(const struct worker *worker, const struct stat *in)
{
	const struct stat *out = &worker->site->output_status;
	return S_ISREG(in->st_mode) && in->st_size > 0 && in->st_dev == out->st_dev &&
	       in->st_ino == out->st_ino;
}

static int open_page(struct worker *worker, const struct job *job)
{
	if (strcmp(job->name, "-") == 0 && !job->root)
		return STDIN_FILENO;
	int fd = job->root ? -1 : open(job->name, READ);
	if (fd >= 0 || (!job->root && errno != ENAMETOOLONG))
		return fd;
	int directory = open_in(worker, job);
	// A found file was a regular one: do not wait for another kind.
	int flags = job->root ? READ | O_NOFOLLOW | O_NONBLOCK : READ;
	return directory < 0 ? -1 : openat(directory, base_of(job), flags);
}

static bool clean_into_stream(struct worker *worker, const struct job *job, struct slot *slot)
{
	struct filter *filter = &worker->filter;
	int fd = open_page(worker, job);
	if (fd < 0) {
		message_error(job->name, "%s", strerror(errno));
		return true;
	}
	struct stat status = {0};
	bool known = fstat(fd, &status) == 0;
	bool regular = known && S_ISREG(status.st_mode);
	struct input input = {.name = job->name,
		.fd = fd,
		.waits = !regular,
		.found = job->root != NULL,
		.size = regular ? (uint64_t)status.st_size : 0};
	if (slot) {
		slot->waits = input.waits || worker->site->options->line_buffered;
		io_out_clear(&filter->out);
		filter->write.ever = false;
		filter->out.sink = queue_put;
		filter->out.context = slot;
	}
	if (known && is_output(worker, &status))
		message_error(job->name, "is also the output: use -o to replace it");
	else
		filter_input(filter, &input);
	if (slot)
		io_flush(&filter->out);
	if (fd != STDIN_FILENO)
		io_close(fd);
	return !filter->stopped && filter->out.error == 0;
}

// --- a file for each ---

static const char *name_of_kind(mode_t mode)
{
	return S_ISLNK(mode)                    ? N_("a symbolic link")
	       : S_ISDIR(mode)                  ? N_("a directory")
	       : S_ISFIFO(mode)                 ? N_("a FIFO")
	       : S_ISSOCK(mode)                 ? N_("a socket")
	       : S_ISCHR(mode) || S_ISBLK(mode) ? N_("a device")
						: N_("no regular file");
}

static bool refuse_kind(const char *name, mode_t mode)
{
	message_error(name, "is %s: left alone%s", _(name_of_kind(mode)),
		S_ISDIR(mode) ? _("; -r takes the files in it") : "");
	return false;
}

// Another name is allowed if an earlier run made it as the backup.
static bool may_lose_links(
	struct worker *worker, const struct job *job, const struct target *target)
{
	struct stat kept;
	if (target->status.st_nlink == 1 || worker->site->options->force)
		return true;
	if (target->backup && target->status.st_nlink == 2 &&
		fstatat(target->directory, target->backup, &kept, AT_SYMLINK_NOFOLLOW) == 0 &&
		kept.st_ino == target->status.st_ino && kept.st_dev == target->status.st_dev)
		return true;
	message_error(job->name,
		"has other names (hard links), which would keep what is old; --force replaces it");
	return false;
}

// Opens the file to be read and, with -i, replaced. -1: failed, reported.
static int open_file(
	struct worker *worker, const struct job *job, int directory, struct stat *status)
{
	const struct options *options = worker->site->options;
	const char *base = base_of(job);
	// With -i no link is followed; otherwise one that the user named is.
	int follow = job->root || !options->output_dir ? AT_SYMLINK_NOFOLLOW : 0;
	int flags = READ | O_NONBLOCK | (follow ? O_NOFOLLOW : 0);
	// Check before opening: the open alone acts on some devices. A found file was no device a
	// moment ago.
	if (!job->root && fstatat(directory, base, status, follow) != 0) {
		tell_failure(job->name, "cannot be read", errno);
		return -1;
	}
	if (!job->root && !S_ISREG(status->st_mode)) {
		refuse_kind(job->name, status->st_mode);
		return -1;
	}
	int fd = openat(directory, base, flags);
	if (fd < 0) {
		tell_failure(job->name, "cannot be read", errno);
		return -1;
	}
	if (fstat(fd, status) == 0 && S_ISREG(status->st_mode))
		return fd;
	refuse_kind(job->name, status->st_mode);
	io_close(fd);
	return -1;
}

static bool is_newer(struct timespec a, struct timespec b)
{
	return a.tv_sec != b.tv_sec ? a.tv_sec > b.tv_sec : a.tv_nsec > b.tv_nsec;
}

// Whether the page is unchanged since it was opened; with -i also its name.
static bool is_unchanged(
	const struct target *target, int fd, const struct stat *before, bool in_place)
{
	struct stat now, named;
	if (fstat(fd, &now) != 0 || now.st_size != before->st_size ||
		is_newer(now.st_mtim, before->st_mtim) || is_newer(before->st_mtim, now.st_mtim) ||
		is_newer(now.st_ctim, before->st_ctim) || is_newer(before->st_ctim, now.st_ctim))
		return false;
	return !in_place ||
	       (fstatat(target->directory, target->base, &named, AT_SYMLINK_NOFOLLOW) == 0 &&
		       named.st_ino == now.st_ino && named.st_dev == now.st_dev);
}

static bool fail_target(const struct target *target, int error)
{
	return tell_failure(
		target->name, target->failed ? target->failed : N_("write error"), error);
}

// An empty result may not replace a file that is not empty.
static bool may_be_empty(const struct worker *worker, const struct target *target)
{
	if (target->size > 0 || target->old < 0 || target->status.st_size == 0 ||
		worker->site->options->allow_empty)
		return true;
	message_error(target->name, REPLACE_NOTHING_LEFT);
	return false;
}

// Cleans the page into the target, up to the commit.
static bool fill_target(struct worker *worker, const struct input *input, struct target *target)
{
	struct filter *filter = &worker->filter;
	filter->out.fd = -1;
	filter->out.sink = target_put;
	filter->out.context = target;
	filter_renew(filter);
	if (!filter_input(filter, input))
		return filter->out.error != 0 && fail_target(target, filter->out.error);
	if (!write_finish(&filter->write)) {
		filter->stopped = true;
		return message_no_memory();
	}
	io_flush(&filter->out);
	if (filter->out.error != 0)
		return fail_target(target, filter->out.error);
	if (!may_be_empty(worker, target))
		return false;
	int error = target_end(target);
	return error == 0 || fail_target(target, error);
}

static void name_change(const char *name, bool null, struct slot *slot, struct io_out *out)
{
	struct buffer line = {0};
	bool done = isatty(STDOUT_FILENO) == 1 ? message_quote(&line, name)
					       : buffer_append_string(&line, name);
	done = done && buffer_append_byte(&line, null ? '\0' : '\n');
	if (!done)
		message_no_memory();
	else if (slot)
		queue_put(slot, line.data, line.size);
	else
		io_put(out, line.data, line.size);
	buffer_free(&line);
}

static bool commit_target(struct worker *worker, const struct input *input,
	const struct stat *before, struct target *target)
{
	const struct options *options = worker->site->options;
	if (!is_unchanged(target, input->fd, before, !options->output_dir))
		return tell_failure(input->name, "was changed while it was read: not replaced", 0);
	int error = target_commit(target);
	if (error != 0)
		return fail_target(target, error);
	if (target->differs && !target->dry && target->sync)
		worker->unsynced = target->directory;
	worker->changed += target->differs;
	if (target->differs && options->check)
		message_raise(STATUS_FAILED);
	return true;
}

static void clean_into(struct worker *worker, const struct input *input, const struct stat *before,
	struct target *target, struct slot *slot, struct io_out *out)
{
	const struct options *options = worker->site->options;
	target->slot = worker->number;
	target->replace.fd = -1;
	target->dry = options->dry_run || options->check;
	target->sync = !options->no_sync;
	target->force = options->force;
	bool done =
		fill_target(worker, input, target) && commit_target(worker, input, before, target);
	target_drop(target);
	if (done && target->differs && options->dry_run)
		name_change(target->name, options->null_data, slot, out);
}

// An input that is valid only if it is unchanged since it was opened.
static struct input input_of(const struct job *job, int fd, const struct stat *page)
{
	return (struct input){.name = job->name,
		.fd = fd,
		.found = job->root != NULL,
		.bound = true,
		.size = (uint64_t)page->st_size};
}

static void clean_in_place(
	struct worker *worker, const struct job *job, struct slot *slot, struct io_out *out)
{
	const char *suffix = worker->site->options->suffix;
	struct target target = {.name = job->name, .base = base_of(job), .lazy = true};
	target.directory = open_in(worker, job);
	target.remote = worker->in.remote;
	if (target.directory < 0) {
		tell_failure(job->name, "cannot be read", errno);
		return;
	}
	int fd = open_file(worker, job, target.directory, &target.status);
	if (fd < 0)
		return;
	struct buffer backup = {0};
	bool ready = !suffix || (buffer_append_string(&backup, target.base) &&
					buffer_append(&backup, suffix, strlen(suffix) + 1));
	if (!ready)
		message_no_memory();
	target.backup = suffix ? backup.data : NULL;
	target.old = fd;
	struct input input = input_of(job, fd, &target.status);
	struct stat before = target.status;
	if (ready && may_lose_links(worker, job, &target))
		clean_into(worker, &input, &before, &target, slot, out);
	buffer_free(&backup);
	io_close(fd);
}

// --- the tree of results ---

// Appends a string with its NUL in place of that of the string before it.
static bool extend_name(struct buffer *name, const char *string)
{
	name->size -= name->size > 0;
	return buffer_append(name, string, strlen(string) + 1);
}

// Sets the names of the target: that of a page of html says that it is text. False: reported.
static bool name_result(struct worker *worker, int fd, struct target *target)
{
	struct filter *filter = &worker->filter;
	bool html;
	if (!format_is_html(filter->dehusk, worker->site->options, fd, &html))
		filter->stopped = true;
	buffer_clear(&worker->base);
	if (filter->stopped || (html && (!extend_name(&worker->name, FORMAT_SUFFIX) ||
						!extend_name(&worker->base, target->base) ||
						!extend_name(&worker->base, FORMAT_SUFFIX))))
		return message_no_memory();
	target->name = worker->name.data;
	if (html)
		target->base = worker->base.data;
	return true;
}

// Sets the name of the target, for messages, as it is for a page of text.
static bool name_target(struct worker *worker, const struct job *job)
{
	const char *dir = worker->site->options->output_dir;
	const char *rest = job->name + (job->root ? job->below : job_base(job));
	bool slash = dir[strlen(dir) - 1] == '/';
	buffer_clear(&worker->name);
	if (buffer_append_string(&worker->name, dir) &&
		(slash || buffer_append_byte(&worker->name, '/')) &&
		buffer_append(&worker->name, rest, strlen(rest) + 1))
		return true;
	return message_no_memory();
}

// Looks at the file at the target's path. False: it may not be replaced (reported), or is up to
// date.
static bool find_old(struct worker *worker, struct target *target, const struct stat *page)
{
	struct stat *status = &target->status;
	target->old = -1;
	if (target->directory < 0 || worker->out.fresh)
		return true;
	if (fstatat(target->directory, target->base, status, AT_SYMLINK_NOFOLLOW) != 0)
		return errno == ENOENT || tell_failure(target->name, "cannot be written", errno);
	if (!S_ISREG(status->st_mode) || strcmp(target->base, WALK_STAMP) == 0)
		return refuse_kind(target->name, status->st_mode);
	if (status->st_dev == page->st_dev && status->st_ino == page->st_ino)
		return tell_failure(target->name, "is a page, and would be its own result", 0);
	if (worker->site->options->update && is_newer(status->st_mtim, page->st_mtim) &&
		is_newer(status->st_mtim, worker->site->stamp))
		return false;
	target->old = openat(target->directory, target->base, READ | O_NOFOLLOW | O_NONBLOCK);
	if (target->old < 0)
		return tell_failure(target->name, "cannot be read", errno);
	return fstat(target->old, status) == 0 ||
	       tell_failure(target->name, "cannot be read", errno);
}

static void clean_into_tree(
	struct worker *worker, const struct job *job, struct slot *slot, struct io_out *out)
{
	const struct options *options = worker->site->options;
	struct stat page;
	struct target target = {.base = base_of(job), .lazy = options->dry_run || options->check};
	if (!name_target(worker, job))
		return;
	target.name = worker->name.data;
	int in = open_in(worker, job);
	if (in < 0) {
		tell_failure(job->name, "cannot be read", errno);
		return;
	}
	int fd = open_file(worker, job, in, &page);
	if (fd < 0)
		return;
	struct input input = input_of(job, fd, &page);
	target.directory = open_out(worker, job);
	target.mode = page.st_mode & 0666;
	target.remote = worker->out.remote;
	if (target.directory < 0 && !(target.lazy && (errno == ENOENT || errno == EBADF)))
		tell_failure(target.name, "cannot be written", errno);
	else if (name_result(worker, fd, &target) && find_old(worker, &target, &page))
		clean_into(worker, &input, &page, &target, slot, out);
	if (target.old >= 0)
		io_close(target.old);
	io_close(fd);
}

static bool clean_job(
	struct worker *worker, const struct job *job, struct slot *slot, struct io_out *out)
{
	const struct options *options = worker->site->options;
	if (options->output_dir)
		clean_into_tree(worker, job, slot, out);
	else if (options->in_place || options->dry_run || options->check)
		clean_in_place(worker, job, slot, out);
	else
		return clean_into_stream(worker, job, slot);
	return !worker->filter.stopped;
}

bool worker_clean(
	struct worker *worker, const struct job *job, struct slot *slot, struct io_out *out)
{
	uint64_t bytes = worker->filter.sum.bytes, errors = message_errors();
	bool going = clean_job(worker, job, slot, out);
	progress_add(
		worker->filter.sum.bytes - bytes, message_errors() > errors ? job->name : NULL);
	return going;
}
