// SPDX-License-Identifier: MIT
// Runs a command again and again, each time with another allocation that fails.
//
//     torture SHIM FROM STEP FOREVER INPUT COMMAND [ARGUMENT]...
//
// SHIM is failing-malloc.c, built to be preloaded. Of the allocations of the command with the file
// INPUT as standard input, number FROM fails, then FROM + STEP and so on up to the last; all after
// it too if FOREVER is 1. The first run, in which none fails, shows what is right; its last
// allocation is printed. Each further run has to give the same, or else status 1, a message, and
// whole lines that the right output begins with. The file that the environment names in
// TORTURE_FILE holds "old\n" before each run, and has to hold that or the right result after it.
// What is not so is printed, and the exit status is 1. Files named torture.* are left here.
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#define SECONDS 20

struct text {
	char *data;
	size_t size;
};

struct outcome {
	int status; // as wait() has it
	struct text out, err, file;
	unsigned long calls;
	long live;
};

struct torture {
	const char *shim, *input, *forever;
	char **command;
	struct outcome right;
	bool failed;
};

static const char *replaced; // TORTURE_FILE, if not empty

static _Noreturn void die(const char *what)
{
	fprintf(stderr, "torture: %s: %s\n", what, strerror(errno));
	_exit(2);
}

static struct text read_file(const char *path)
{
	FILE *file = fopen(path, "rb");
	if (!file || fseek(file, 0, SEEK_END) != 0)
		die(path);
	struct text text = {.size = (size_t)ftell(file)};
	text.data = calloc(1, text.size + 1);
	rewind(file);
	if (!text.data || fread(text.data, 1, text.size, file) != text.size)
		die(path);
	fclose(file);
	return text;
}

static bool same(struct text a, struct text b)
{
	return a.size == b.size && memcmp(a.data, b.data, a.size) == 0;
}

static void free_outcome(struct outcome *outcome)
{
	free(outcome->out.data);
	free(outcome->err.data);
	free(outcome->file.data);
}

// --- one run ---

static void redirect(const char *path, int flags, int fd)
{
	int file = open(path, flags, 0666);
	if (file < 0 || dup2(file, fd) < 0)
		die(path);
	if (file != fd)
		close(file);
}

static _Noreturn void become(const struct torture *torture, unsigned long at)
{
	char number[32];
	struct rlimit limit = {SECONDS, SECONDS};
	snprintf(number, sizeof number, "%lu", at);
	setenv("TORTURE_AT", number, 1);
	setenv("TORTURE_FOREVER", torture->forever, 1);
	setenv("TORTURE_FD", "9", 1);
	setenv("LD_PRELOAD", torture->shim, 1);
	setrlimit(RLIMIT_CPU, &limit);
	redirect("torture.count", O_WRONLY | O_CREAT | O_TRUNC, 9);
	redirect(torture->input, O_RDONLY, 0);
	redirect("torture.out", O_WRONLY | O_CREAT | O_TRUNC, 1);
	redirect("torture.err", O_WRONLY | O_CREAT | O_TRUNC, 2);
	execv(torture->command[0], torture->command);
	die(torture->command[0]);
}

static void make_old(void)
{
	FILE *file = replaced ? fopen(replaced, "w") : NULL;
	if (replaced && (!file || fputs("old\n", file) < 0 || fclose(file) != 0))
		die(replaced);
}

static struct outcome run(const struct torture *torture, unsigned long at)
{
	struct outcome outcome = {0};
	make_old();
	pid_t child = fork();
	if (child < 0)
		die("fork");
	if (child == 0)
		become(torture, at);
	if (waitpid(child, &outcome.status, 0) < 0)
		die("waitpid");
	outcome.out = read_file("torture.out");
	outcome.err = read_file("torture.err");
	outcome.file = read_file(replaced ? replaced : "/dev/null");
	struct text counts = read_file("torture.count");
	// One that was killed has not counted.
	if (sscanf(counts.data, "%lu %ld", &outcome.calls, &outcome.live) != 2)
		outcome.live = 0;
	free(counts.data);
	return outcome;
}

// --- what is right ---

static bool is_beginning(struct text part, struct text whole)
{
	if (part.size > whole.size ||
		(part.size > 0 && memcmp(part.data, whole.data, part.size) != 0))
		return false;
	char last = part.size > 0 ? part.data[part.size - 1] : '\n';
	return last == '\n' || last == '\0';
}

static bool is_message(struct text err)
{
	return err.size > 8 && strncmp(err.data, "dehusk: ", 8) == 0 &&
	       err.data[err.size - 1] == '\n';
}

static const char *what_is_wrong(const struct outcome *right, const struct outcome *outcome)
{
	static char before[] = "old\n";
	const struct text old = {before, sizeof before - 1};
	bool ended = WIFEXITED(outcome->status);
	bool done = outcome->status == right->status && same(outcome->out, right->out) &&
		    same(outcome->file, right->file);
	if (!ended)
		return "ended by a signal";
	if (outcome->live > right->live)
		return "memory is not freed";
	if (done)
		return NULL;
	if (WEXITSTATUS(outcome->status) != 1)
		return "neither the right result nor exit status 1";
	if (!is_message(outcome->err))
		return "no message";
	if (!is_beginning(outcome->out, right->out))
		return "something else than whole lines of the right output";
	if (replaced && !same(outcome->file, old))
		return "the file is not the old one";
	return NULL;
}

static void check(struct torture *torture, unsigned long at)
{
	struct outcome outcome = run(torture, at);
	const char *wrong = what_is_wrong(&torture->right, &outcome);
	if (wrong) {
		printf("allocation %lu%s: %s (status %x, %ld blocks left): %.200s\n", at,
			*torture->forever == '1' ? " and all after it" : "", wrong,
			(unsigned)outcome.status, outcome.live, outcome.err.data);
		torture->failed = true;
	}
	free_outcome(&outcome);
}

int main(int argc, char **argv)
{
	if (argc < 7) {
		fputs("usage: torture SHIM FROM STEP FOREVER INPUT COMMAND [ARGUMENT]...\n",
			stderr);
		return 2;
	}
	struct torture torture = {
		.shim = argv[1], .forever = argv[4], .input = argv[5], .command = argv + 6};
	unsigned long from = strtoul(argv[2], NULL, 10), step = strtoul(argv[3], NULL, 10);
	replaced = getenv("TORTURE_FILE");
	if (replaced && !*replaced)
		replaced = NULL;
	torture.right = run(&torture, 0);
	for (unsigned long at = from; at <= torture.right.calls && step > 0; at += step)
		check(&torture, at);
	printf("%lu\n", torture.right.calls);
	free_outcome(&torture.right);
	return torture.failed;
}
