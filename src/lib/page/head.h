// SPDX-License-Identifier: MIT
// The head of a page: which of its dates is that of the page, and who wrote it.
#ifndef DEHUSK_HEAD_H
#define DEHUSK_HEAD_H

#include <stdbool.h>

#include "dehusk.h"
#include "page/main-text.h"

// Reads the lines of a page, or of a window of it, once their verdicts are final but for the dates
// that leave the body. False: no memory; the status says so.
bool head_read(
	struct dehusk *dehusk, const struct outline *page, const struct main_text_found *found);

#endif
