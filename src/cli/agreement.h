// SPDX-License-Identifier: MIT
// Which options go together.
#ifndef DEHUSK_AGREEMENT_H
#define DEHUSK_AGREEMENT_H

#include <stdbool.h>

#include "options.h"

// Whether all options go together. False: a usage error, which was told.
bool agreement_holds(const struct options *options);

#endif
