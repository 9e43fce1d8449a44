// SPDX-License-Identifier: MIT
// To be preloaded: the allocation that TORTURE_AT names (from 1, counted from the start of main)
// fails, and with TORTURE_FOREVER all after it. At the exit, how many there were and how many are
// not freed goes to descriptor TORTURE_FD.
//
// Interposed on the C library, it sees also what libraries allocate, and the C library itself.
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

// The allocator of glibc under the names that it keeps for such as this.
void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *old, size_t size);
void __libc_free(void *block);

static bool running, forever;
static unsigned long at, calls;
static long live;

static unsigned long number(const char *name)
{
	const char *text = getenv(name);
	return text ? strtoul(text, NULL, 10) : 0;
}

static bool fails(void)
{
	if (!running)
		return false;
	calls++;
	if (at == 0 || (forever ? calls < at : calls != at))
		return false;
	errno = ENOMEM;
	return true;
}

static void *counted(void *block)
{
	live += running && block;
	return block;
}

void *malloc(size_t size)
{
	return fails() ? NULL : counted(__libc_malloc(size));
}

void *calloc(size_t count, size_t size)
{
	return fails() ? NULL : counted(__libc_calloc(count, size));
}

void *realloc(void *old, size_t size)
{
	if (fails())
		return NULL;
	void *block = __libc_realloc(old, size);
	live += running && block && !old;
	return block;
}

void free(void *block)
{
	live -= running && block;
	__libc_free(block);
}

__attribute__((constructor)) static void begin(void)
{
	at = number("TORTURE_AT");
	forever = number("TORTURE_FOREVER") != 0;
	running = true;
}

__attribute__((destructor)) static void end(void)
{
	unsigned long allocations = calls;
	char text[64];
	running = false;
	int size = snprintf(text, sizeof text, "%lu %ld\n", allocations, live);
	(void)!write((int)number("TORTURE_FD"), text, (size_t)size);
}
