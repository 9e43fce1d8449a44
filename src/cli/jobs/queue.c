// SPDX-License-Identifier: MIT
// Hands jobs to several workers and puts their outputs into the order of the jobs.
//
// Outputs and messages come in the order of the jobs, for any -j. The worker whose turn it is
// writes at once. The others keep their output, up to 32 MiB for all of them, and then wait.
#include "jobs/queue.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>

#define SLOTS 4096
#define HELD_MAX ((size_t)32 << 20) // bytes waiting for their turn
#define SPARES 64                   // buffers kept for reuse, which is faster than new ones
#define SPARE_MAX ((size_t)1 << 18)

// Job numbers: those below `turn` are written, `turn` writes at once, those below `taken` are in
// work or done, those below `planned` wait for a worker.
struct queue {
	pthread_mutex_t lock;
	pthread_cond_t room, jobs, turns;
	struct io_out *out;
	bool parts, ever; // ever: a job before this one printed something
	bool ended, stopped;
	uint64_t planned, taken, turn;
	size_t held;
	struct buffer spare[SPARES];
	size_t spares;
	struct slot slot[SLOTS];
};

struct queue *queue_new(struct io_out *out, bool parts)
{
	struct queue *queue = calloc(1, sizeof *queue);
	if (!queue)
		return NULL;
	queue->out = out;
	queue->parts = parts;
	pthread_mutex_init(&queue->lock, NULL);
	pthread_cond_init(&queue->room, NULL);
	pthread_cond_init(&queue->jobs, NULL);
	pthread_cond_init(&queue->turns, NULL);
	return queue;
}

void queue_free(struct queue *queue)
{
	if (!queue)
		return;
	for (size_t i = 0; i < SLOTS; i++) {
		job_free(&queue->slot[i].job);
		buffer_free(&queue->slot[i].bytes);
		message_release(&queue->slot[i].messages);
	}
	for (size_t i = 0; i < queue->spares; i++)
		buffer_free(&queue->spare[i]);
	pthread_mutex_destroy(&queue->lock);
	pthread_cond_destroy(&queue->room);
	pthread_cond_destroy(&queue->jobs);
	pthread_cond_destroy(&queue->turns);
	free(queue);
}

static struct slot *queue_slot(struct queue *queue, uint64_t number)
{
	return &queue->slot[number % SLOTS];
}

bool queue_add(struct queue *queue, const struct job *job)
{
	pthread_mutex_lock(&queue->lock);
	while (queue->planned - queue->turn >= SLOTS && !queue->stopped)
		pthread_cond_wait(&queue->room, &queue->lock);
	bool going = !queue->stopped;
	if (going) {
		struct slot *slot = queue_slot(queue, queue->planned);
		*slot = (struct slot){.queue = queue, .job = *job, .number = queue->planned++};
		pthread_cond_signal(&queue->jobs);
	}
	pthread_mutex_unlock(&queue->lock);
	return going;
}

void queue_end(struct queue *queue)
{
	pthread_mutex_lock(&queue->lock);
	queue->ended = true;
	pthread_cond_broadcast(&queue->jobs);
	pthread_mutex_unlock(&queue->lock);
}

void queue_stop(struct queue *queue)
{
	pthread_mutex_lock(&queue->lock);
	queue->stopped = true;
	pthread_cond_broadcast(&queue->room);
	pthread_cond_broadcast(&queue->jobs);
	pthread_cond_broadcast(&queue->turns);
	pthread_mutex_unlock(&queue->lock);
}

// Waits for the job's turn, then prints its messages.
static void await_turn(void *context)
{
	struct slot *slot = context;
	struct queue *queue = slot->queue;
	pthread_mutex_lock(&queue->lock);
	while (slot->number != queue->turn && !queue->stopped)
		pthread_cond_wait(&queue->turns, &queue->lock);
	pthread_mutex_unlock(&queue->lock);
	message_release(&slot->messages);
}

struct slot *queue_take(struct queue *queue)
{
	struct slot *slot = NULL;
	pthread_mutex_lock(&queue->lock);
	while (queue->taken == queue->planned && !queue->ended && !queue->stopped)
		pthread_cond_wait(&queue->jobs, &queue->lock);
	if (queue->taken < queue->planned && !queue->stopped)
		slot = queue_slot(queue, queue->taken++);
	pthread_mutex_unlock(&queue->lock);
	if (slot) {
		slot->messages.full = await_turn;
		slot->messages.context = slot;
		message_hold(&slot->messages);
	}
	return slot;
}

// --- the output, which belongs to whoever has the turn ---

static int write_bytes(struct slot *slot, const char *data, size_t size)
{
	struct queue *queue = slot->queue;
	if (queue->parts && queue->ever && !slot->printed)
		io_put(queue->out, "\n", 1);
	slot->printed = true;
	io_put(queue->out, data, size);
	io_mark(queue->out);
	if (slot->waits)
		io_flush(queue->out);
	return queue->out->error;
}

// Keeps bytes for later. The lock is held.
static int keep_bytes(struct queue *queue, struct slot *slot, const char *data, size_t size)
{
	if (queue->stopped)
		return ECANCELED;
	if (slot->bytes.room == 0 && queue->spares > 0)
		slot->bytes = queue->spare[--queue->spares];
	if (!buffer_append(&slot->bytes, data, size))
		return ENOMEM;
	queue->held += size;
	return 0;
}

int queue_put(void *context, const char *data, size_t size)
{
	struct slot *slot = context;
	struct queue *queue = slot->queue;
	pthread_mutex_lock(&queue->lock);
	while (slot->number != queue->turn && queue->held + size > HELD_MAX && !queue->stopped)
		pthread_cond_wait(&queue->turns, &queue->lock);
	bool turn = slot->number == queue->turn;
	int error = turn ? 0 : keep_bytes(queue, slot, data, size);
	pthread_mutex_unlock(&queue->lock);
	return turn ? write_bytes(slot, data, size) : error;
}

// Writes what a job has kept. The lock is held on entry and on return, but not in between: its
// worker may add more.
static void write_kept(struct queue *queue, struct slot *slot)
{
	struct buffer bytes = slot->bytes;
	slot->bytes = (struct buffer){0};
	queue->held -= bytes.size;
	pthread_mutex_unlock(&queue->lock);
	write_bytes(slot, bytes.data, bytes.size);
	if (bytes.room > SPARE_MAX)
		buffer_free(&bytes);
	buffer_clear(&bytes);
	pthread_mutex_lock(&queue->lock);
	if (bytes.room > 0 && queue->spares < SPARES)
		queue->spare[queue->spares++] = bytes;
	else
		buffer_free(&bytes);
}

static void end_slot(struct queue *queue, struct slot *slot)
{
	pthread_mutex_unlock(&queue->lock);
	message_release(&slot->messages);
	job_free(&slot->job);
	pthread_mutex_lock(&queue->lock);
	queue->ever |= slot->printed;
}

// Writes what finished jobs have kept, and gives the turn to the first unfinished one.
static void advance(struct queue *queue)
{
	uint64_t number = queue->turn;
	while (number < queue->taken) {
		struct slot *slot = queue_slot(queue, number);
		if (slot->bytes.size > 0) {
			write_kept(queue, slot);
		} else if (slot->done) {
			end_slot(queue, slot);
			number++;
		} else {
			break;
		}
	}
	queue->turn = number;
	pthread_cond_broadcast(&queue->turns);
	if (queue->planned - queue->turn <= SLOTS / 2 || queue->stopped)
		pthread_cond_signal(&queue->room);
}

void queue_done(struct slot *slot)
{
	struct queue *queue = slot->queue;
	message_hold(NULL);
	pthread_mutex_lock(&queue->lock);
	slot->done = true;
	if (slot->number == queue->turn)
		advance(queue);
	pthread_mutex_unlock(&queue->lock);
}
