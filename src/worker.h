// SPDX-License-Identifier: MIT
// What cleans one file after another: a filter, and the places where results go.
#ifndef DEHUSK_WORKER_H
#define DEHUSK_WORKER_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/stat.h>
#include <time.h>

#include "directory.h"
#include "filter.h"
#include "io.h"
#include "job.h"
#include "options.h"
#include "queue.h"

// What all workers share, and none changes.
struct site {
	const struct options *options;
	int output; // the descriptor of the one output
	struct stat output_status;
	int tree;              // the directory of results; -1: none, or not there yet
	struct timespec stamp; // results not newer than that are made otherwise
};

struct worker {
	const struct site *site;
	unsigned number;     // from 1; its slot of signals.h
	struct queue *queue; // where its jobs come from; NULL: it is the only one
	struct filter filter;
	struct directory in, out; // of the last page and the last result
	int unsynced;       // a descriptor of one of them, in which files were replaced; -1: none
	struct buffer name; // of the result, for messages
	uint64_t changed;   // files that were replaced, or would be
};

// False: told.
bool worker_begin(struct worker *worker, const struct site *site, unsigned number);
void worker_free(struct worker *worker);

// Cleans a file. With a slot its output goes there, else into `out`, unless each has a file of its
// own. False: nothing more can be done, which was told but for an error of the one output.
bool worker_clean(
	struct worker *worker, const struct job *job, struct slot *slot, struct io_out *out);

// Sees to it that all files that were replaced are on the disk.
void worker_end(struct worker *worker);

#endif
