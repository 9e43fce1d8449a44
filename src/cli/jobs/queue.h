// SPDX-License-Identifier: MIT
// Hands jobs to several workers and puts their outputs into the order of the jobs.
#ifndef DEHUSK_QUEUE_H
#define DEHUSK_QUEUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "io.h"
#include "jobs/job.h"
#include "message.h"

// A job with the output that waits for its turn.
struct slot {
	struct queue *queue;
	struct job job;
	uint64_t number;
	bool done;
	bool printed;        // some output is written, or being written
	bool waits;          // its input may have to be waited for: output is written at once
	struct buffer bytes; // not yet written
	struct message_list messages;
};

struct queue;

// Writes to `out`. `parts`: an empty line stands between the outputs of two jobs. NULL: no memory.
struct queue *queue_new(struct io_out *out, bool parts);
void queue_free(struct queue *queue);

// Adds a job and owns it then. Waits while the queue is full. False: the run was stopped; the
// caller still owns the job.
bool queue_add(struct queue *queue, const struct job *job);

// No more jobs will come.
void queue_end(struct queue *queue);

// Waits for the next job; NULL: there is none. The thread's messages go into the slot until
// queue_done().
struct slot *queue_take(struct queue *queue);

// An io_sink for a slot. Writes at once if it is the job's turn. Otherwise keeps the bytes, or
// waits for the turn if many are kept already.
int queue_put(void *slot, const char *data, size_t size);

// Ends the job and frees it.
void queue_done(struct slot *slot);

// Stops the run: no more jobs are handed out.
void queue_stop(struct queue *queue);

#endif
