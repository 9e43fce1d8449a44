// SPDX-License-Identifier: MIT
// One file that is to be cleaned.
#ifndef DEHUSK_JOB_H
#define DEHUSK_JOB_H

#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>

// A directory that was named to be gone through. It is closed when the last job below it is done.
struct root {
	int fd;
	atomic_size_t users;
};

struct job {
	char *name;        // as the user knows it; owned
	struct root *root; // NULL: the user named the file itself
	size_t below;      // where in the name the path below the root begins
};

// Both take NULL. The first returns it.
struct root *root_hold(struct root *root);
void root_release(struct root *root);

void job_free(struct job *job);

// Where in the name that of the file begins, without any directory.
size_t job_base(const struct job *job);

#endif
