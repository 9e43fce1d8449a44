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
#include <wchar.h>

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
	char time[64];
	if (hours > 0)
		snprintf(time, sizeof time, "%" PRIu64 ":%02" PRIu64 ":%02" PRIu64, hours, minutes,
			seconds % 60);
	else
		snprintf(time, sizeof time, "%" PRIu64 ":%02" PRIu64, minutes, seconds % 60);
	snprintf(out, room, _(", %s left"), time);
}

static void put_failures(char *out, size_t room, uint64_t failed)
{
	if (failed > 0)
		snprintf(out, room, _(", %llu failed"), (unsigned long long)failed);
}

static size_t columns(void)
{
	struct winsize size;
	return ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 1 ? size.ws_col : 80;
}

// Cuts a line to at most this number of columns. Its characters are those of the locale.
static void cut(char *line, size_t most)
{
	mbstate_t shift = {0};
	for (size_t size, rest = strlen(line); rest > 0; line += size, rest -= size) {
		wchar_t c;
		size = mbrtowc(&c, line, rest, &shift);
		bool sound = size > 0 && size <= rest;
		int width = sound ? wcwidth(c) : 1;
		size = sound ? size : 1;
		if (width > 0 && (size_t)width > most) {
			*line = '\0';
			return;
		}
		most -= width > 0 ? (size_t)width : 0;
	}
}

static void show_line(void)
{
	char line[256], left[96] = "", failures[64] = "";
	uint64_t time = elapsed(), done = state.done, found = state.found, failed = state.failed;
	uint64_t megabytes = speed(state.bytes, time);
	found = found > done ? found : done;
	if (done > 0 && state.counted)
		put_time(left, sizeof left, (found - done) * (time / done) / 1000000000);
	put_failures(failures, sizeof failures, failed);
	snprintf(line, sizeof line,
		state.counted ? _("dehusk: %llu of %llu pages, %llu.%llu MB/s%s%s")
			      : _("dehusk: %llu of at least %llu pages, %llu.%llu MB/s%s%s"),
		(unsigned long long)done, (unsigned long long)found,
		(unsigned long long)megabytes / 10, (unsigned long long)megabytes % 10, failures,
		left);
	cut(line, columns() - 1); // a wrapped line could not be removed
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
		snprintf(changes, sizeof changes, _(", %llu %s"), (unsigned long long)changed,
			_(what));
	put_failures(failures, sizeof failures, failed);
	unsigned long long tenths = time / 100000000;
	message_note(NULL,
		ngettext("%llu page%s%s, in %llu.%llu s (%llu.%llu MB/s)",
			"%llu pages%s%s, in %llu.%llu s (%llu.%llu MB/s)", done),
		(unsigned long long)done, changes, failures, tenths / 10, tenths % 10,
		(unsigned long long)megabytes / 10, (unsigned long long)megabytes % 10);
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
