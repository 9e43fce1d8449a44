// SPDX-License-Identifier: MIT
// Letters and digits of all scripts, as Unicode has them (libunistring).
#ifndef DEHUSK_LETTERS_H
#define DEHUSK_LETTERS_H

#include <stddef.h>
#include <stdint.h>

// The letter or digit that a character is to who compares texts: full-width forms become ASCII,
// letters small ones (Simple_Lowercase_Mapping), ideographs those of hanzi_merged(). 0: it is
// neither. General_Category says what is a letter or digit: L, Nd or Nl, which has U+3007.
uint32_t letters_folded(uint32_t c);

// The script of a letter (General_Category L), as a number below LETTERS_SCRIPTS. Hiragana and
// Katakana are one. LETTERS_NO_SCRIPT for other characters, and for letters of several scripts.
size_t letters_script(uint32_t c);
#define LETTERS_SCRIPTS ((size_t)256)
#define LETTERS_NO_SCRIPT LETTERS_SCRIPTS

// The name of such a script, as Unicode's property value Script has it: "Han", "Latin", "Hangul";
// "Kana" for Hiragana and Katakana.
const char *letters_script_name(size_t script);

#endif
