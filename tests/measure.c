// SPDX-License-Identifier: MIT
// Runs one command for scripts/bench and notes its time and memory.
//
//     measure RESULT INPUT OUTPUT COMMAND [ARGUMENT]...
//
// The command reads the file INPUT and writes the file OUTPUT ("-": measure's own standard output).
// One line is appended to the file RESULT: wall seconds, user and system seconds, peak resident KiB
// (ru_maxrss as Linux counts it), of the command and of the children it waited for. The exit status
// is the command's, 128 and the signal's number when a signal ended it, 126 when it could not be
// run.
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static int fail(const char *what)
{
	fprintf(stderr, "measure: %s: %s\n", what, strerror(errno));
	return 126;
}

static double seconds_now(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

static double seconds(struct timeval time)
{
	return (double)time.tv_sec + (double)time.tv_usec * 1e-6;
}

static int append_result(const char *path, double wall, const struct rusage *usage)
{
	FILE *file = fopen(path, "a");
	if (!file)
		return fail(path);
	fprintf(file, "%.6f %.6f %ld\n", wall, seconds(usage->ru_utime) + seconds(usage->ru_stime),
		usage->ru_maxrss);
	return fclose(file) == 0 ? 0 : fail(path);
}

// Opens the files before the clock starts: emptying an old OUTPUT is not the command's work.
static int redirect(const char *input, const char *output)
{
	int in = open(input, O_RDONLY | O_CLOEXEC);
	if (in < 0 || dup2(in, STDIN_FILENO) < 0)
		return fail(input);
	if (strcmp(output, "-") == 0)
		return 0;
	int out = open(output, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
	if (out < 0 || dup2(out, STDOUT_FILENO) < 0)
		return fail(output);
	return 0;
}

int main(int argc, char **argv)
{
	if (argc < 5) {
		fputs("usage: measure RESULT INPUT OUTPUT COMMAND [ARGUMENT]...\n", stderr);
		return 126;
	}
	int status = redirect(argv[2], argv[3]);
	if (status)
		return status;

	double start = seconds_now();
	pid_t child = fork();
	if (child < 0)
		return fail("fork");
	if (child == 0) {
		execvp(argv[4], argv + 4);
		_exit(fail(argv[4]));
	}
	struct rusage usage;
	while (wait4(child, &status, 0, &usage) < 0)
		if (errno != EINTR)
			return fail("wait4");
	double wall = seconds_now() - start;

	int appended = append_result(argv[1], wall, &usage);
	if (WIFSIGNALED(status))
		return 128 + WTERMSIG(status);
	return WEXITSTATUS(status) ? WEXITSTATUS(status) : appended;
}
