// SPDX-License-Identifier: MIT
// Names: what looks like that of a person, and what like that of an outlet. All text is folded.
#ifndef DEHUSK_PEOPLE_H
#define DEHUSK_PEOPLE_H

#include <stdbool.h>
#include <stddef.h>

// Whether it is a name of two to four ideographs that begins with one of the common surnames.
bool people_is_person(const char *text, size_t size);

// Whether all parts of a list are names of people; 李 明 is one.
bool people_are(const char *text, size_t size);

// The length of the names of people that text[at] begins with, parted by blanks, 、 or bars; 0: it
// begins with none, or a word goes on behind the last one.
size_t people_at(const char *text, size_t size, size_t at);

// Whether it says that nobody is known: 未知, or a button.
bool people_is_nobody(const char *text, size_t size);

// What someone says who is asked, rather than a name.
bool people_is_speech(const char *text, size_t size);

// The length of a name without the code of staff that may stand behind it: 杨小倩_NF4425.
size_t people_without_code(const char *text, size_t size);

// Whether a name ends as those of outlets do: 报 网 台 社 刊, Times.
bool people_is_outlet(const char *text, size_t size);

// Whether a text is one of these words, parted by bars.
bool people_is_one_of(const char *text, size_t size, const char *words);

// Whether a text starts with one of these characters.
bool people_starts_in(const char *text, size_t size, const char *chars);

#endif
