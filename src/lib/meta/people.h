// SPDX-License-Identifier: MIT
// Recognizes the names of people and of outlets. All text is folded.
#ifndef DEHUSK_PEOPLE_H
#define DEHUSK_PEOPLE_H

#include <stdbool.h>
#include <stddef.h>

// Whether a text is the name of a person: two to four ideographs with a common surname.
bool people_is_person(const char *text, size_t size);

// Whether all parts of a list are names of people; 李 明 is one name.
bool people_are(const char *text, size_t size);

// The length of the names of people at text[at], separated by blanks or 、; 0: none.
size_t people_at(const char *text, size_t size, size_t at);

// Whether a value means that nobody is known (未知), or is a button.
bool people_is_nobody(const char *text, size_t size);

// Whether a value is what an interviewed person says, and no name.
bool people_is_speech(const char *text, size_t size);

// The length of a name without the staff code behind it: 杨小倩_NF4425.
size_t people_without_code(const char *text, size_t size);

// Whether a name ends like an outlet: 报 网 台 社 刊, Times.
bool people_is_outlet(const char *text, size_t size);

// Whether a text starts with one of some characters.
bool people_starts_in(const char *text, size_t size, const char *chars);

#endif
