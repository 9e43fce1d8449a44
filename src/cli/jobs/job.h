// SPDX-License-Identifier: MIT
// One file to be cleaned.
#ifndef DEHUSK_JOB_H
#define DEHUSK_JOB_H

#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>

// A directory that was named with -r. It is closed when nobody holds it.
struct root {
	int fd;
	atomic_size_t users;
};

struct job {
	char *name;        // as shown to the user; owned
	struct root *root; // NULL: the user named the file itself
	size_t below;      // where the path below the root begins in the name
};

// Both accept NULL. root_hold() returns its argument.
struct root *root_hold(struct root *root);
void root_release(struct root *root);

void job_free(struct job *job);

// Where the name without its directories begins.
size_t job_base(const struct job *job);

#endif
