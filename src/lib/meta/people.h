// SPDX-License-Identifier: MIT
// Recognizes the names of people and of outlets. All text is folded.
#ifndef DEHUSK_PEOPLE_H
#define DEHUSK_PEOPLE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"

// Whether a text is the name of a person: two to four ideographs with a common surname.
bool people_is_person(struct slice text);

// Whether all parts of a list are names of people; 李 明 is one name.
bool people_are(struct slice text);

// The length of the names of people that a text begins with, separated by blanks or 、; 0: none.
size_t people_at(struct slice text);

// Whether a value means that nobody is known (未知), or is a button.
bool people_is_nobody(struct slice text);

// Whether a value is what an interviewed person says, and no name.
bool people_is_speech(struct slice text);

// A name without the staff code behind it: 杨小倩_NF4425.
struct slice people_without_code(struct slice text);

// Whether a name ends like an outlet: 报 网 台 社 刊, Times.
bool people_is_outlet(struct slice text);

// Whether a text starts with one of some characters.
bool people_starts_in(struct slice text, const char *chars);

#endif
