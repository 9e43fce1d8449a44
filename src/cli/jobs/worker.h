// SPDX-License-Identifier: MIT
// Cleans one file after another: a filter, and the directories and files it writes to.
#ifndef DEHUSK_WORKER_H
#define DEHUSK_WORKER_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/stat.h>
#include <time.h>

#include "files/directory.h"
#include "filter.h"
#include "io.h"
#include "jobs/job.h"
#include "jobs/queue.h"
#include "options.h"

// What all workers share and none changes.
struct site {
	const struct options *options;
	int output; // the descriptor of the one output
	struct stat output_status;
	int tree;              // the directory of results; -1: none, or not yet made
	struct timespec stamp; // results not newer than this have another recipe
};

struct worker {
	const struct site *site;
	unsigned number;     // from 1: its slot of cleanup.h
	struct queue *queue; // the source of its jobs; NULL: it is the only worker
	struct filter filter;
	struct directory in, out; // of the last page and the last result
	struct root *root;        // of `in`; held, so that no other root gets its descriptor
	// A descriptor of one of them, to be synced for the files replaced in it; -1: none.
	int unsynced;
	struct buffer name; // of the target, for messages
	struct buffer base; // of the target, if it is not the page's
	uint64_t changed;   // files that were or would be replaced
};

// False: failed, reported.
bool worker_begin(struct worker *worker, const struct site *site, unsigned number);
void worker_free(struct worker *worker);

// Cleans a file. The output goes to the slot if there is one, otherwise into `out`, unless each
// file has its own. False: the run cannot continue. This was reported, except for an error of the
// shared output.
bool worker_clean(
	struct worker *worker, const struct job *job, struct slot *slot, struct io_out *out);

// Syncs the directory in which files were replaced.
void worker_end(struct worker *worker);

#endif
