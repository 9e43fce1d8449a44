// SPDX-License-Identifier: MIT
// What a run may write: the places of its results, and nothing else.
//
// A replaced file needs its whole directory, where its temporary file is made. So the sandbox knows
// directories only.
#include "jobs/confine.h"

#include <fcntl.h>
#include <string.h>

#include "files/directory.h"
#include "files/sandbox.h"
#include "io.h"

// The directories in which pages are replaced. Files of one directory mostly follow one another.
static void allow_pages(struct sandbox *sandbox, const struct inputs *inputs)
{
	const char *last = NULL;
	size_t last_size = 0;
	for (size_t i = 0; i < inputs->count && sandbox->rules >= 0; i++) {
		const char *name = inputs->name[i];
		size_t size = strlen(name), parent = directory_of(name);
		int fd = inputs->options->recursive && size > 0
				 ? directory_open(AT_FDCWD, name, size)
				 : -1;
		if (fd < 0 && !(last && last_size == parent && memcmp(last, name, parent) == 0)) {
			fd = directory_open(AT_FDCWD, name, parent);
			last = name;
			last_size = parent;
		}
		if (fd < 0)
			continue;
		sandbox_allow(sandbox, fd, false);
		io_close(fd);
	}
}

void confine(const struct inputs *inputs, int tree, int directory)
{
	const struct options *options = inputs->options;
	struct sandbox sandbox;
	sandbox_begin(&sandbox);
	if (directory >= 0)
		sandbox_allow(&sandbox, directory, false);
	if (tree >= 0 && !options->dry_run && !options->check)
		sandbox_allow(&sandbox, tree, true);
	if (options->in_place && !options->dry_run && !options->check)
		allow_pages(&sandbox, inputs);
	sandbox_enter(&sandbox);
}
