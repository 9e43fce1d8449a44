// SPDX-License-Identifier: MIT
// Keeps the program from writing, creating, removing and renaming files, but in some directories.
//
// landlock(7). The sandbox is a second wall: a fault that a hostile page finds in the program must
// not reach the user's files. So nothing that fails here is an error of the run.
#include "files/sandbox.h"

#if defined ENABLE_SANDBOX && defined HAVE_LINUX_LANDLOCK_H
#include <linux/landlock.h>
#include <sys/syscall.h>
#endif

#ifdef SYS_landlock_restrict_self
#include <errno.h>
#include <stdint.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "io.h"

// Since the third version of Landlock; older ones refuse it. Headers may be older, too.
#ifndef LANDLOCK_ACCESS_FS_TRUNCATE
#define LANDLOCK_ACCESS_FS_TRUNCATE (1ULL << 14)
#endif

// A temporary file is made, written, and takes the place of another one. It may be linked to keep
// the old file, and removed.
#define REPLACE_FILES                                                                              \
	(LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_MAKE_REG |                             \
		LANDLOCK_ACCESS_FS_REMOVE_FILE)

// To link or rename a file into another directory is refused in all versions.
#define CHANGES                                                                                    \
	(REPLACE_FILES | LANDLOCK_ACCESS_FS_MAKE_DIR | LANDLOCK_ACCESS_FS_REMOVE_DIR |             \
		LANDLOCK_ACCESS_FS_MAKE_CHAR | LANDLOCK_ACCESS_FS_MAKE_SOCK |                      \
		LANDLOCK_ACCESS_FS_MAKE_FIFO | LANDLOCK_ACCESS_FS_MAKE_BLOCK |                     \
		LANDLOCK_ACCESS_FS_MAKE_SYM)

static int make_rules(uint64_t changes)
{
	struct landlock_ruleset_attr set = {.handled_access_fs = changes};
	return (int)syscall(SYS_landlock_create_ruleset, &set, sizeof set, 0U);
}

void sandbox_begin(struct sandbox *sandbox)
{
	sandbox->rules = make_rules(CHANGES | LANDLOCK_ACCESS_FS_TRUNCATE);
	if (sandbox->rules < 0 && errno == EINVAL)
		sandbox->rules = make_rules(CHANGES);
}

static void give_up_sandbox(struct sandbox *sandbox)
{
	if (sandbox->rules >= 0)
		io_close(sandbox->rules);
	sandbox->rules = -1;
}

void sandbox_allow(struct sandbox *sandbox, int directory, bool trees)
{
	struct landlock_path_beneath_attr rule = {
		.allowed_access = REPLACE_FILES | (trees ? LANDLOCK_ACCESS_FS_MAKE_DIR : 0),
		.parent_fd = directory,
	};
	if (sandbox->rules >= 0 && syscall(SYS_landlock_add_rule, sandbox->rules,
					   LANDLOCK_RULE_PATH_BENEATH, &rule, 0U) != 0)
		give_up_sandbox(sandbox);
}

void sandbox_enter(struct sandbox *sandbox)
{
	// Only a process that can gain no rights may restrict itself.
	if (sandbox->rules >= 0 && prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0)
		(void)syscall(SYS_landlock_restrict_self, sandbox->rules, 0U);
	give_up_sandbox(sandbox);
}

#else

void sandbox_begin(struct sandbox *sandbox)
{
	sandbox->rules = -1;
}

void sandbox_allow(struct sandbox *sandbox, int directory, bool trees)
{
	(void)sandbox, (void)directory, (void)trees;
}

void sandbox_enter(struct sandbox *sandbox)
{
	(void)sandbox;
}

#endif
