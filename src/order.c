// SPDX-License-Identifier: MIT
// Jobs for several workers, and one output in the order of the jobs, whoever is done first.
#include "order.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>

#define SLOTS 4096
#define HELD_MAX ((size_t)32 << 20) // bytes that wait for their turn
#define SPARES 64                   // buffers that are used again, which is faster than a new one
#define SPARE_MAX ((size_t)1 << 18)

// Numbers of jobs: those below `turn` are written, the one at `turn` writes at once, those below
// `taken` are being worked on or done, those below `planned` wait for a worker.
struct order {
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

struct order *order_new(struct io_out *out, bool parts)
{
	struct order *order = calloc(1, sizeof *order);
	if (!order)
		return NULL;
	order->out = out;
	order->parts = parts;
	pthread_mutex_init(&order->lock, NULL);
	pthread_cond_init(&order->room, NULL);
	pthread_cond_init(&order->jobs, NULL);
	pthread_cond_init(&order->turns, NULL);
	return order;
}

void order_free(struct order *order)
{
	if (!order)
		return;
	for (size_t i = 0; i < SLOTS; i++) {
		job_free(&order->slot[i].job);
		buffer_free(&order->slot[i].bytes);
		message_release(&order->slot[i].messages);
	}
	for (size_t i = 0; i < order->spares; i++)
		buffer_free(&order->spare[i]);
	pthread_mutex_destroy(&order->lock);
	pthread_cond_destroy(&order->room);
	pthread_cond_destroy(&order->jobs);
	pthread_cond_destroy(&order->turns);
	free(order);
}

static struct slot *slot_of(struct order *order, uint64_t number)
{
	return &order->slot[number % SLOTS];
}

bool order_add(struct order *order, const struct job *job)
{
	pthread_mutex_lock(&order->lock);
	while (order->planned - order->turn >= SLOTS && !order->stopped)
		pthread_cond_wait(&order->room, &order->lock);
	bool going = !order->stopped;
	if (going) {
		struct slot *slot = slot_of(order, order->planned);
		*slot = (struct slot){.order = order, .job = *job, .number = order->planned++};
		pthread_cond_signal(&order->jobs);
	}
	pthread_mutex_unlock(&order->lock);
	return going;
}

void order_end(struct order *order)
{
	pthread_mutex_lock(&order->lock);
	order->ended = true;
	pthread_cond_broadcast(&order->jobs);
	pthread_mutex_unlock(&order->lock);
}

void order_stop(struct order *order)
{
	pthread_mutex_lock(&order->lock);
	order->stopped = true;
	pthread_cond_broadcast(&order->room);
	pthread_cond_broadcast(&order->jobs);
	pthread_cond_broadcast(&order->turns);
	pthread_mutex_unlock(&order->lock);
}

// Waits for the turn of the job: then what it has to say is said.
static void await_turn(void *context)
{
	struct slot *slot = context;
	struct order *order = slot->order;
	pthread_mutex_lock(&order->lock);
	while (slot->number != order->turn && !order->stopped)
		pthread_cond_wait(&order->turns, &order->lock);
	pthread_mutex_unlock(&order->lock);
	message_release(&slot->messages);
}

struct slot *order_take(struct order *order)
{
	struct slot *slot = NULL;
	pthread_mutex_lock(&order->lock);
	while (order->taken == order->planned && !order->ended && !order->stopped)
		pthread_cond_wait(&order->jobs, &order->lock);
	if (order->taken < order->planned && !order->stopped)
		slot = slot_of(order, order->taken++);
	pthread_mutex_unlock(&order->lock);
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
	struct order *order = slot->order;
	if (order->parts && order->ever && !slot->printed)
		io_put(order->out, "\n", 1);
	slot->printed = true;
	io_put(order->out, data, size);
	io_mark(order->out);
	if (slot->waits)
		io_flush(order->out);
	return order->out->error;
}

// Keeps bytes for later; the lock is held.
static int keep_bytes(struct order *order, struct slot *slot, const char *data, size_t size)
{
	if (order->stopped)
		return ECANCELED;
	if (slot->bytes.room == 0 && order->spares > 0)
		slot->bytes = order->spare[--order->spares];
	if (!buffer_append(&slot->bytes, data, size))
		return ENOMEM;
	order->held += size;
	return 0;
}

int order_put(void *context, const char *data, size_t size)
{
	struct slot *slot = context;
	struct order *order = slot->order;
	pthread_mutex_lock(&order->lock);
	while (slot->number != order->turn && order->held + size > HELD_MAX && !order->stopped)
		pthread_cond_wait(&order->turns, &order->lock);
	bool turn = slot->number == order->turn;
	int error = turn ? 0 : keep_bytes(order, slot, data, size);
	pthread_mutex_unlock(&order->lock);
	return turn ? write_bytes(slot, data, size) : error;
}

// Writes what a job has kept so far, with the lock held at first and at the end. Its worker may go
// on keeping more.
static void write_kept(struct order *order, struct slot *slot)
{
	struct buffer bytes = slot->bytes;
	slot->bytes = (struct buffer){0};
	order->held -= bytes.size;
	pthread_mutex_unlock(&order->lock);
	write_bytes(slot, bytes.data, bytes.size);
	if (bytes.room > SPARE_MAX)
		buffer_free(&bytes);
	buffer_clear(&bytes);
	pthread_mutex_lock(&order->lock);
	if (bytes.room > 0 && order->spares < SPARES)
		order->spare[order->spares++] = bytes;
	else
		buffer_free(&bytes);
}

static void end_slot(struct order *order, struct slot *slot)
{
	pthread_mutex_unlock(&order->lock);
	message_release(&slot->messages);
	job_free(&slot->job);
	pthread_mutex_lock(&order->lock);
	order->ever |= slot->printed;
}

// Gives the turn to the first job that is not done, after writing what those before it have kept.
static void advance(struct order *order)
{
	uint64_t number = order->turn;
	while (number < order->taken) {
		struct slot *slot = slot_of(order, number);
		if (slot->bytes.size > 0) {
			write_kept(order, slot);
		} else if (slot->done) {
			end_slot(order, slot);
			number++;
		} else {
			break;
		}
	}
	order->turn = number;
	pthread_cond_broadcast(&order->turns);
	if (order->planned - order->turn <= SLOTS / 2 || order->stopped)
		pthread_cond_signal(&order->room);
}

void order_done(struct slot *slot)
{
	struct order *order = slot->order;
	message_hold(NULL);
	pthread_mutex_lock(&order->lock);
	slot->done = true;
	if (slot->number == order->turn)
		advance(order);
	pthread_mutex_unlock(&order->lock);
}
