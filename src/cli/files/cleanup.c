// SPDX-License-Identifier: MIT
// Signals that end the program: temporary files are removed first, by a thread that waits for the
// signals.
#include "files/cleanup.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/buffer.h"
#include "message.h"

static const int deadly[] = {SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGXCPU, SIGPIPE, SIGXFSZ};
#define OWN 2 // the last ones: a thread's own writes raise them

// Tells the watcher to end. From anybody else it is deadly, too.
#define ENOUGH SIGUSR2

static struct {
	pthread_mutex_t lock;
	int directory;
	const char *name; // NULL: none
} slots[SIGNALS_SLOTS];

static struct {
	pthread_t thread;
	sigset_t set;
	bool watching;
	atomic_bool ended;
} state;

void cleanup_lock(unsigned slot)
{
	pthread_mutex_lock(&slots[slot].lock);
}

void cleanup_unlock(unsigned slot)
{
	pthread_mutex_unlock(&slots[slot].lock);
}

void cleanup_publish(unsigned slot, int directory, const char *name)
{
	slots[slot].directory = directory;
	slots[slot].name = name;
}

static void remove_temporaries(void)
{
	for (size_t i = 0; i < SIGNALS_SLOTS; i++) {
		// A lock is returned soon, unless its holder was stopped by a signal.
		struct timespec until;
		clock_gettime(CLOCK_REALTIME, &until);
		until.tv_sec++;
		pthread_mutex_timedlock(&slots[i].lock, &until);
		if (slots[i].name)
			unlinkat(slots[i].directory, slots[i].name, 0);
	}
}

// Keeps the locks: no more files are made.
static void *watch(void *unused)
{
	(void)unused;
	int number;
	if (sigwait(&state.set, &number) != 0 || (number == ENOUGH && state.ended))
		return NULL;
	remove_temporaries();
	message_set_progress(NULL);
	signal(number, SIG_DFL);
	sigset_t only;
	sigemptyset(&only);
	sigaddset(&only, number);
	pthread_sigmask(SIG_UNBLOCK, &only, NULL);
	raise(number);
	return NULL;
}

// Called in the thread whose write failed: nobody reads, or a limit is reached.
static void pass_signal_on(int number)
{
	pthread_kill(state.thread, number);
	for (;;)
		pause();
}

static void choose_signals(void)
{
	sigemptyset(&state.set);
	signal(ENOUGH, SIG_DFL);
	sigaddset(&state.set, ENOUGH);
	for (size_t i = 0; i < COUNT(deadly); i++) {
		struct sigaction action;
		if (sigaction(deadly[i], NULL, &action) != 0 || action.sa_handler == SIG_IGN)
			continue;
		sigaddset(&state.set, deadly[i]);
		if (i < COUNT(deadly) - OWN)
			continue;
		action = (struct sigaction){.sa_handler = pass_signal_on};
		sigfillset(&action.sa_mask);
		sigaction(deadly[i], &action, NULL);
	}
}

bool cleanup_watch(void)
{
	if (state.watching)
		return true;
	for (size_t i = 0; i < SIGNALS_SLOTS; i++)
		pthread_mutex_init(&slots[i].lock, NULL);
	choose_signals();
	// The watcher inherits that all are blocked. Other threads get those of their own writes.
	sigset_t blocked = state.set;
	pthread_sigmask(SIG_BLOCK, &blocked, NULL);
	int error = pthread_create(&state.thread, NULL, watch, NULL);
	if (error != 0) {
		message_error(NULL, "no thread can be started: %s", strerror(error));
		return false;
	}
	sigset_t own;
	sigemptyset(&own);
	for (size_t i = COUNT(deadly) - OWN; i < COUNT(deadly); i++)
		sigaddset(&own, deadly[i]);
	pthread_sigmask(SIG_UNBLOCK, &own, NULL);
	state.watching = true;
	return true;
}

void cleanup_end(void)
{
	if (!state.watching)
		return;
	state.ended = true;
	pthread_kill(state.thread, ENOUGH);
	pthread_join(state.thread, NULL);
	state.watching = false;
	for (size_t i = COUNT(deadly) - OWN; i < COUNT(deadly); i++)
		if (sigismember(&state.set, deadly[i]) == 1)
			signal(deadly[i], SIG_DFL);
	pthread_sigmask(SIG_UNBLOCK, &state.set, NULL);
}
