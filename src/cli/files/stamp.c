// SPDX-License-Identifier: MIT
// Which results in a directory were made by this version, these rules and these options.
//
// A result is up to date if it is newer than its page and newer than the file `.dehusk` in the
// directory of results. That file holds the recipe: the version, a sum of the built-in rules, and
// the options. It is written anew when a run has another recipe. An option that does not change
// what becomes of a page is listed in `apart` in options.c.
#include "files/stamp.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/text.h"
#include "files/replace.h"
#include "input/walk.h"
#include "io.h"
#include "message.h"

#define STAMP_MAX 4096

// Whether the stamp has these bytes; *time: its time of change.
static bool is_stamped(int directory, const struct buffer *recipe, struct timespec *time)
{
	char text[STAMP_MAX];
	struct stat status;
	int fd = openat(directory, WALK_STAMP, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	if (fd < 0)
		return false;
	ssize_t got = fstat(fd, &status) == 0 && S_ISREG(status.st_mode)
			      ? io_read(fd, text, sizeof text)
			      : -1;
	io_close(fd);
	*time = status.st_mtim;
	return got >= 0 && (size_t)got == recipe->size &&
	       memcmp(text, recipe->data, recipe->size) == 0;
}

bool stamp_is_there(int directory)
{
	char text[STAMP_MAX + 1];
	int fd = openat(directory, WALK_STAMP, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	if (fd < 0)
		return false;
	ssize_t got = io_read(fd, text, STAMP_MAX);
	io_close(fd);
	text[got > 0 ? got : 0] = '\0';
	// As options_recipe() begins: a version and a hash of the rules.
	const char *rules = strstr(text, " rules ");
	return is_digit(*text) && rules && strspn(rules + 7, "0123456789abcdef") == 16;
}

static bool write_stamp(
	int directory, const struct buffer *recipe, bool sync, struct timespec *time)
{
	struct replace replace;
	struct stat status;
	if (!replace_begin(&replace, 0, directory, WALK_STAMP, 0666))
		return false;
	bool done = write(replace.fd, recipe->data, recipe->size) == (ssize_t)recipe->size &&
		    (!sync || replace_sync(&replace)) && fstat(replace.fd, &status) == 0 &&
		    replace_commit(&replace, !sync);
	int error = errno;
	replace_drop(&replace, NULL);
	if (done)
		*time = status.st_mtim;
	errno = error;
	return done;
}

bool stamp_begin(const struct options *options, int directory, struct timespec *time)
{
	struct buffer recipe = {0};
	if (!options_recipe(options, &recipe)) {
		buffer_free(&recipe);
		return message_no_memory();
	}
	bool done = is_stamped(directory, &recipe, time);
	if (!done && (options->dry_run || options->check)) {
		// As if it were written now.
		clock_gettime(CLOCK_REALTIME, time);
		done = true;
	} else if (!done) {
		done = write_stamp(directory, &recipe, !options->no_sync, time);
		if (!done)
			message_error(options->output_dir, "%s cannot be written in it: %s",
				WALK_STAMP, strerror(errno));
	}
	buffer_free(&recipe);
	return done;
}
