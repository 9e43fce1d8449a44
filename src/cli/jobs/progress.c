// SPDX-License-Identifier: MIT
// Progress on a terminal: one line that changes, and a summary at the end.
#include "jobs/progress.h"

#include <inttypes.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

#include "message.h"

#define PATIENCE 500000000 // nanoseconds before the line first shows
#define INTERVAL 200000000 // nanoseconds between updates
#define NAMED_FAILURES 10

static struct {
	progress_counter *count; // NULL: nothing is shown
	void *context;           // the counter's
	struct timespec begun;
	pthread_t counter, ticker;
	bool counts, ticks;
	atomic_bool ended, counted;
	atomic_uint_least64_t found, done, failed, bytes;
	pthread_mutex_t lock;
	pthread_cond_t wake;
	char *failure[NAMED_FAILURES];
} state = {.lock = PTHREAD_MUTEX_INITIALIZER, .wake = PTHREAD_COND_INITIALIZER};

static uint64_t elapsed(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (uint64_t)(now.tv_sec - state.begun.tv_sec) * 1000000000 + (uint64_t)now.tv_nsec -
	       (uint64_t)state.begun.tv_nsec;
}

// Tenths of a MB a second.
static uint64_t speed(uint64_t bytes, uint64_t time)
{
	return time > 0 ? bytes * 10000 / (time + 1) : 0;
}

// --- the line ---

static void put_time(char *out, size_t room, uint64_t seconds)
{
	uint64_t hours = seconds / 3600, minutes = seconds / 60 % 60;
	if (hours > 0)
		snprintf(out, room, ", %" PRIu64 ":%02" PRIu64 ":%02" PRIu64 " left", hours,
			minutes, seconds % 60);
	else
		snprintf(out, room, ", %" PRIu64 ":%02" PRIu64 " left", minutes, seconds % 60);
}

static size_t columns(void)
{
	struct winsize size;
	return ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 1 ? size.ws_col : 80;
}

static void show_line(void)
{
	char line[200], left[64] = "", failures[64] = "";
	uint64_t time = elapsed(), done = state.done, found = state.found, failed = state.failed;
	uint64_t megabytes = speed(state.bytes, time);
	found = found > done ? found : done;
	if (done > 0 && state.counted)
		put_time(left, sizeof left, (found - done) * (time / done) / 1000000000);
	if (failed > 0)
		snprintf(failures, sizeof failures, ", %" PRIu64 " failed", failed);
	snprintf(line, sizeof line,
		"dehusk: %" PRIu64 " of %s%" PRIu64 " pages, %" PRIu64 ".%" PRIu64 " MB/s%s%s",
		done, state.counted ? "" : "at least ", found, megabytes / 10, megabytes % 10,
		failures, left);
	size_t room = columns() - 1;
	if (room < sizeof line)
		line[room] = '\0'; // a wrapped line could not be removed
	message_set_progress(line);
}

static void *run_ticker(void *unused)
{
	(void)unused;
	pthread_mutex_lock(&state.lock);
	for (uint64_t pause = PATIENCE; !state.ended; pause = INTERVAL) {
		struct timespec until;
		clock_gettime(CLOCK_REALTIME, &until);
		until.tv_nsec += (long)pause;
		until.tv_sec += until.tv_nsec / 1000000000;
		until.tv_nsec %= 1000000000;
		pthread_cond_timedwait(&state.wake, &state.lock, &until);
		if (!state.ended && elapsed() >= PATIENCE)
			show_line();
	}
	pthread_mutex_unlock(&state.lock);
	return NULL;
}

// --- how many there are ---

bool progress_found(void)
{
	state.found++;
	return !state.ended;
}

static void *run_counter(void *unused)
{
	(void)unused;
	state.count(state.context);
	state.counted = true;
	return NULL;
}

void progress_begin(progress_counter *count, void *context)
{
	state.count = count;
	state.context = context;
	clock_gettime(CLOCK_MONOTONIC, &state.begun);
	// Without these threads less is shown.
	state.counts = pthread_create(&state.counter, NULL, run_counter, NULL) == 0;
	state.ticks = pthread_create(&state.ticker, NULL, run_ticker, NULL) == 0;
}

void progress_fail(const char *name)
{
	if (!state.count)
		return;
	uint64_t number = state.failed++;
	if (number < NAMED_FAILURES)
		state.failure[number] = strdup(name);
}

void progress_add(uint64_t bytes, const char *failed)
{
	if (!state.count)
		return;
	state.bytes += bytes;
	state.done++;
	if (failed)
		progress_fail(failed);
}

// --- the end ---

static void tell_failures(uint64_t failed)
{
	struct buffer names = {0};
	bool done = true;
	for (size_t i = 0; i < NAMED_FAILURES; i++) {
		if (state.failure[i])
			done = done && buffer_append_string(&names, i > 0 ? " " : "") &&
			       message_quote(&names, state.failure[i]);
		free(state.failure[i]);
	}
	if (done && buffer_append_byte(&names, '\0') && failed > 0)
		message_note(
			NULL, "failed: %s%s", names.data, failed > NAMED_FAILURES ? " ..." : "");
	buffer_free(&names);
}

static void tell_summary(const char *what, uint64_t changed, uint64_t failed)
{
	char changes[96] = "", failures[64] = "";
	uint64_t time = elapsed(), done = state.done, megabytes = speed(state.bytes, time);
	if (what)
		snprintf(changes, sizeof changes, ", %" PRIu64 " %s", changed, what);
	if (failed > 0)
		snprintf(failures, sizeof failures, ", %" PRIu64 " failed", failed);
	message_note(NULL,
		"%" PRIu64 " page%s%s%s, in %" PRIu64 ".%" PRIu64 " s (%" PRIu64 ".%" PRIu64
		" MB/s)",
		done, done == 1 ? "" : "s", changes, failures, time / 1000000000,
		time / 100000000 % 10, megabytes / 10, megabytes % 10);
}

void progress_end(const char *what, uint64_t changed)
{
	if (!state.count)
		return;
	pthread_mutex_lock(&state.lock);
	state.ended = true;
	pthread_cond_signal(&state.wake);
	pthread_mutex_unlock(&state.lock);
	if (state.ticks)
		pthread_join(state.ticker, NULL);
	if (state.counts)
		pthread_join(state.counter, NULL);
	message_set_progress(NULL);
	uint64_t failed = state.failed;
	tell_summary(what, changed, failed);
	tell_failures(failed);
}
