// SPDX-License-Identifier: MIT
// The run: the files that the user named, one or several at a time, and the output they may share.
//
//     inputs.c: the files in order ─ worker.c: cleans each ─ queue.c: their outputs in that order
//
// One thread reads the directories and hands out jobs. Each worker is a thread with a filter of its
// own, whose rules are compiled once. With one job, the first thread does it all. Only message.c,
// queue.c and cleanup.c share anything between threads, each under its lock.
#include "jobs/batch.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "files/cleanup.h"
#include "files/directory.h"
#include "files/run-target.h"
#include "files/stamp.h"
#include "input/inputs.h"
#include "io.h"
#include "jobs/confine.h"
#include "jobs/progress.h"
#include "jobs/queue.h"
#include "jobs/worker.h"
#include "message.h"
#include "output/rule-list.h"
#include "output/stats.h"

struct batch {
	const struct options *options;
	struct site site;
	struct inputs inputs;
	struct run_target target;
	// Names of files that would change, and the output shared by several workers.
	struct io_out names;
	struct queue *queue; // NULL: one worker, in this thread
	struct worker *worker;
	pthread_t *thread;
	unsigned jobs, workers; // workers: those started
	bool writes_files;      // each file has a result of its own
	bool stopped;
};

// --- one worker ---

static bool clean_here(void *context, struct job *job)
{
	struct batch *batch = context;
	batch->stopped = !worker_clean(batch->worker, job, NULL, &batch->names);
	if (!batch->stopped)
		job_free(job);
	return !batch->stopped;
}

static bool run_alone(struct batch *batch)
{
	if (!worker_begin(batch->worker, &batch->site, 1)) {
		worker_free(batch->worker);
		return false;
	}
	batch->workers = 1;
	inputs_run(&batch->inputs, clean_here, progress_fail, batch);
	worker_end(batch->worker);
	return true;
}

// --- several workers ---

static void *run_worker(void *context)
{
	struct worker *worker = context;
	struct queue *queue = worker->queue;
	struct slot *slot;
	if (!worker_begin(worker, worker->site, worker->number)) {
		queue_stop(queue);
		return NULL;
	}
	while ((slot = queue_take(queue))) {
		if (!worker_clean(worker, &slot->job, slot, NULL))
			queue_stop(queue);
		queue_done(slot);
	}
	worker_end(worker);
	return NULL;
}

static bool start_worker(struct batch *batch)
{
	unsigned i = batch->workers;
	batch->worker[i] =
		(struct worker){.site = &batch->site, .number = i + 1, .queue = batch->queue};
	if (pthread_create(&batch->thread[i], NULL, run_worker, &batch->worker[i]) != 0)
		return false;
	batch->workers++;
	return true;
}

// Starts a worker for each file, up to the number of jobs.
static bool hand_out(void *context, struct job *job)
{
	struct batch *batch = context;
	if (batch->workers < batch->jobs && !start_worker(batch)) {
		batch->jobs = batch->workers;
		if (batch->jobs == 0) {
			message_error(NULL, "no thread can be started");
			return false;
		}
	}
	return queue_add(batch->queue, job);
}

static bool run_together(struct batch *batch)
{
	batch->queue =
		queue_new(&batch->names, !batch->writes_files && write_parts_pages(batch->options));
	if (!batch->queue)
		return message_no_memory();
	inputs_run(&batch->inputs, hand_out, progress_fail, batch);
	queue_end(batch->queue);
	for (unsigned i = 0; i < batch->workers; i++)
		pthread_join(batch->thread[i], NULL);
	queue_free(batch->queue);
	return true;
}

// --- the end ---

// Adds up in the first worker what all of them counted and gathered.
static void gather(struct batch *batch)
{
	struct worker *first = batch->worker;
	for (unsigned i = 1; i < batch->workers; i++) {
		stats_merge(&first->filter.sum, &batch->worker[i].filter.sum);
		write_merge(&first->filter.write, &batch->worker[i].filter.write);
	}
}

// The rules with the counts of all workers; free() them. NULL: no memory.
static struct dehusk_rule *sum_rules(const struct batch *batch, size_t *count)
{
	const struct dehusk_rule *rules = dehusk_rules(batch->worker[0].filter.dehusk, count);
	struct dehusk_rule *all = calloc(*count, sizeof *all);
	if (!all)
		return NULL;
	memcpy(all, rules, *count * sizeof *all);
	for (unsigned i = 1; i < batch->workers; i++) {
		rules = dehusk_rules(batch->worker[i].filter.dehusk, count);
		for (size_t k = 0; k < *count; k++) {
			all[k].lines += rules[k].lines;
			all[k].limit_hits += rules[k].limit_hits;
			all[k].put_aside += rules[k].put_aside;
		}
	}
	return all;
}

static bool print_stats(struct batch *batch)
{
	size_t count;
	struct dehusk_rule *rules = sum_rules(batch, &count);
	bool done =
		rules && stats_print(batch->options, &batch->worker[0].filter.sum, rules, count);
	free(rules);
	return done || message_no_memory();
}

static bool list_rules(struct batch *batch, struct io_out *out)
{
	size_t count;
	struct dehusk_rule *rules = sum_rules(batch, &count);
	if (!rules)
		return message_no_memory();
	rule_list_put(out, rules, count, true);
	free(rules);
	return true;
}

// Ends the shared output with what was gathered from all files.
static int finish_output(struct batch *batch)
{
	struct filter *filter = &batch->worker[0].filter;
	struct io_out *out = batch->queue || batch->writes_files ? &batch->names : &filter->out;
	if (!batch->writes_files && !filter->stopped && out->error == 0) {
		filter->write.out = out;
		if (!write_finish(&filter->write))
			message_no_memory();
		if (batch->options->list_rules)
			list_rules(batch, out);
	}
	io_flush(out);
	return out->error;
}

static int finish_batch(struct batch *batch)
{
	gather(batch);
	int error = finish_output(batch);
	message_end();
	return error;
}

// --- the beginning ---

static unsigned processors(void)
{
#ifdef CPU_COUNT
	cpu_set_t set;
	if (sched_getaffinity(0, sizeof set, &set) == 0)
		return (unsigned)CPU_COUNT(&set);
#endif
	long count = sysconf(_SC_NPROCESSORS_ONLN);
	return count > 0 ? (unsigned)count : 1;
}

static unsigned choose_jobs(const struct batch *batch)
{
	const struct options *options = batch->options;
	if (!inputs_is_long(&batch->inputs))
		return 1;
	if (options->jobs > 0)
		return options->jobs;
	if (options->line_buffered)
		return 1;
	unsigned count = processors();
	return count < OPTIONS_JOBS ? count : OPTIONS_JOBS;
}

// Opens the directory of results. Makes it once it is known that nothing is in the way.
static bool open_tree(struct batch *batch)
{
	const struct options *options = batch->options;
	const char *dir = options->output_dir;
	bool dry = options->dry_run || options->check;
	if (!dir)
		return true;
	int tree = directory_open(AT_FDCWD, dir, strlen(dir));
	batch->inputs.tree = tree;
	if (!inputs_is_sound(&batch->inputs))
		return false;
	if (tree < 0 && !dry && directory_make_all(dir))
		tree = directory_open(AT_FDCWD, dir, strlen(dir));
	if (tree < 0 && !(dry && errno == ENOENT)) {
		message_error(dir, "cannot be written: %s", strerror(errno));
		return false;
	}
	batch->inputs.tree = batch->site.tree = tree;
	return true;
}

// Opens the places of all results. From then on nothing else can be written.
static bool open_targets(struct batch *batch)
{
	if (!run_target_find(&batch->target, batch->options) || !open_tree(batch))
		return false;
	confine(&batch->inputs, batch->site.tree, batch->target.directory);
	return true;
}

static bool begin_batch(struct batch *batch)
{
	const struct options *options = batch->options;
	// Before any thread starts: all of them leave signals to the watching thread.
	if ((batch->writes_files || isatty(STDERR_FILENO) == 1) && !cleanup_watch())
		return false;
	batch->jobs = choose_jobs(batch);
	batch->worker = calloc(batch->jobs, sizeof *batch->worker);
	batch->thread = calloc(batch->jobs, sizeof *batch->thread);
	if (!batch->worker || !batch->thread)
		return message_no_memory();
	return batch->site.tree < 0 || stamp_begin(options, batch->site.tree, &batch->site.stamp);
}

// Whether what is written may be shown on the same terminal at once, perhaps by a pager.
static bool may_be_shown(int fd)
{
	struct stat status;
	return isatty(fd) == 1 || (fstat(fd, &status) == 0 && S_ISFIFO(status.st_mode));
}

// A terminal shows progress if nothing else is printed there.
static bool is_watched(const struct batch *batch)
{
	const struct options *options = batch->options;
	bool talks = !batch->writes_files || options->dry_run;
	return inputs_is_long(&batch->inputs) && !options->quiet && isatty(STDERR_FILENO) == 1 &&
	       !(talks && may_be_shown(batch->target.fd));
}

static bool count_file(void *unused, struct job *job)
{
	(void)unused;
	job_free(job);
	return progress_found();
}

static void count_files(void *inputs)
{
	inputs_count(inputs, count_file, NULL);
}

static void tell_end(const struct batch *batch)
{
	const struct options *options = batch->options;
	bool dry = options->dry_run || options->check;
	uint64_t changed = 0;
	for (unsigned i = 0; i < batch->workers; i++)
		changed += batch->worker[i].changed;
	progress_end(!batch->writes_files ? NULL
		     : dry                ? N_("would change")
		     : options->in_place  ? N_("replaced")
					  : N_("written"),
		changed);
}

static int run_batch(struct batch *batch)
{
	batch->site.output = batch->target.fd;
	// On failure no input is taken for the output.
	(void)fstat(batch->target.fd, &batch->site.output_status);
	if (!io_out_begin(&batch->names, batch->target.fd, batch->options->writer->room)) {
		message_no_memory();
		return 0;
	}
	if (is_watched(batch))
		progress_begin(count_files, &batch->inputs);
	bool ran = batch->jobs == 1 ? run_alone(batch) : run_together(batch);
	tell_end(batch);
	int error = 0;
	if (ran && batch->workers > 0) {
		error = finish_batch(batch);
		if (batch->options->stats != STATS_NONE && batch->worker[0].filter.dehusk)
			print_stats(batch);
	}
	for (unsigned i = 0; i < batch->workers; i++)
		worker_free(&batch->worker[i]);
	io_out_free(&batch->names);
	return error;
}

void batch_run(const struct options *options)
{
	struct batch batch = {.options = options,
		.site = {.options = options, .tree = -1},
		.target = {.directory = -1}};
	batch.writes_files =
		options->output_dir || options->in_place || options->dry_run || options->check;
	if (options->recursive || batch.writes_files || options->files0_from || options->records)
		message_sum_up();
	if (inputs_begin(&batch.inputs, options) && open_targets(&batch) && begin_batch(&batch) &&
		run_target_begin(&batch.target)) {
		int error = run_batch(&batch);
		run_target_end(&batch.target, !message_failed(), error);
	}
	if (batch.site.tree >= 0)
		io_close(batch.site.tree);
	run_target_free(&batch.target);
	free(batch.worker);
	free(batch.thread);
	inputs_free(&batch.inputs);
	cleanup_end();
}
