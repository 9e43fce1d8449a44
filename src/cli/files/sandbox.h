// SPDX-License-Identifier: MIT
// Keeps the program from writing, creating, removing and renaming files, but in some directories
// (Landlock, Linux). Reading stays free.
#ifndef DEHUSK_SANDBOX_H
#define DEHUSK_SANDBOX_H

#include <stdbool.h>

struct sandbox {
	int rules; // a descriptor; -1: none, since the system has no Landlock or something failed
};

// Call the three in this order, before any thread starts: threads inherit the sandbox. Where the
// system has none, or the program is built without, they do nothing.
void sandbox_begin(struct sandbox *sandbox);

// Lets files be made, written, replaced and removed in the directory and at any depth below it;
// with `trees`, directories be made there, too. The descriptor is borrowed.
void sandbox_allow(struct sandbox *sandbox, int directory, bool trees);

// Nothing can be allowed any more. Descriptors that are open stay as they are. If any call failed,
// there is no sandbox.
void sandbox_enter(struct sandbox *sandbox);

#endif
