// SPDX-License-Identifier: MIT
// Jobs for several workers, and one output in the order of the jobs, whoever is done first.
#ifndef DEHUSK_QUEUE_H
#define DEHUSK_QUEUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "buffer.h"
#include "io.h"
#include "job.h"
#include "message.h"

// A job on its way, with what it puts out before its turn comes.
struct slot {
	struct queue *queue;
	struct job job;
	uint64_t number;
	bool done;
	bool printed;        // some of its output is written, or about to be
	bool waits;          // its input may be waited for: what it puts is written at once
	struct buffer bytes; // not yet written
	struct message_list messages;
};

struct queue;

// What is written goes to `out`; with `parts` an empty line stands between the outputs of two jobs.
// NULL: no memory.
struct queue *queue_new(struct io_out *out, bool parts);
void queue_free(struct queue *queue);

// Takes a job, which becomes the queue's. Waits while too many are on their way. False: the run was
// stopped, and the job is the caller's still.
bool queue_add(struct queue *queue, const struct job *job);

// There are no more jobs.
void queue_end(struct queue *queue);

// The next job, or NULL: there is none any more. Waits. Until queue_done() the thread's messages go
// into the slot.
struct slot *queue_take(struct queue *queue);

// An io_sink whose context is the slot: writes at once in the job's turn, and else keeps it, or
// waits for the turn if much is kept already.
int queue_put(void *slot, const char *data, size_t size);

// The job is done; frees it.
void queue_done(struct slot *slot);

// Nothing more is to be done.
void queue_stop(struct queue *queue);

#endif
