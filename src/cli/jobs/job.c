// SPDX-License-Identifier: MIT
// One file to be cleaned.
#include "jobs/job.h"

#include <stdlib.h>
#include <string.h>

#include "io.h"

struct root *root_hold(struct root *root)
{
	if (root)
		atomic_fetch_add(&root->users, 1);
	return root;
}

void root_release(struct root *root)
{
	if (!root || atomic_fetch_sub(&root->users, 1) > 1)
		return;
	io_close(root->fd);
	free(root);
}

void job_free(struct job *job)
{
	free(job->name);
	root_release(job->root);
	*job = (struct job){0};
}

size_t job_base(const struct job *job)
{
	const char *slash = strrchr(job->name, '/');
	return slash ? (size_t)(slash - job->name) + 1 : 0;
}
