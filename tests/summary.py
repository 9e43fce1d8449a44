# SPDX-License-Identifier: MIT
# Computes chars, script and digest of JSON output again, by the manual page alone: the characters and
# what Unicode says of them by Python, the hash by its specification, the simplified forms from the
# table that the manual page names. Prints what differs; exits with 1 if anything does.
#
# Usage: python3 summary.py TABLE < objects, one a line. TABLE is src/base/hanzi-table.h.
import collections
import json
import re
import sys
import unicodedata

MASK = (1 << 64) - 1
P1, P2, P3 = 0x9E3779B185EBCA87, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9
P4, P5 = 0x85EBCA77C2B2AE63, 0x27D4EB2F165667C5


def rotate(value, bits):
    return (value << bits | value >> (64 - bits)) & MASK


def mix(lane, word):
    return rotate((lane + word * P2) & MASK, 31) * P1 & MASK


def number(data):
    return int.from_bytes(data, "little")


def xxh64(data):
    at, value = 0, P5
    if len(data) >= 32:
        lanes = [(P1 + P2) & MASK, P2, 0, -P1 & MASK]
        while len(data) - at >= 32:
            for i in range(4):
                lanes[i] = mix(lanes[i], number(data[at + 8 * i : at + 8 * i + 8]))
            at += 32
        value = sum(rotate(lane, bits) for lane, bits in zip(lanes, (1, 7, 12, 18))) & MASK
        for lane in lanes:
            value = ((value ^ mix(0, lane)) * P1 + P4) & MASK
    value = (value + len(data)) & MASK
    while len(data) - at >= 8:
        value = (rotate(value ^ mix(0, number(data[at : at + 8])), 27) * P1 + P4) & MASK
        at += 8
    if len(data) - at >= 4:
        value = (rotate(value ^ number(data[at : at + 4]) * P1 & MASK, 23) * P2 + P3) & MASK
        at += 4
    for byte in data[at:]:
        value = rotate(value ^ byte * P5 & MASK, 11) * P1 & MASK
    value = (value ^ value >> 33) * P2 & MASK
    value = (value ^ value >> 29) * P3 & MASK
    return value ^ value >> 32


def read_table(path):
    with open(path, encoding="utf-8") as table:
        pairs = table.read().partition("hanzi_pairs")[2]
    forms = {int(c, 16): int(form, 16) for form, c in re.findall(r"\{0x(\w+), 0x(\w+)\}", pairs)}
    forms.update(zip(map(ord, "乾俱座著藉"), map(ord, "干具坐着借")))
    return forms


def folded(c, forms):
    if unicodedata.category(c) not in ("Lu", "Ll", "Lt", "Lm", "Lo", "Nd", "Nl"):
        return ""
    if c in "０１２３４５６７８９" or "Ａ" <= c <= "Ｚ" or "ａ" <= c <= "ｚ":
        c = chr(ord(c) - 0xFEE0)
    c = c.lower()[0]
    return chr(forms.get(ord(c), ord(c)))


# Python has no scripts: the names of letters tell them. Those of which the name does not are None.
NAMES = {"CJK": "Han", "HIRAGANA": "Kana", "KATAKANA": "Kana", "HANGUL": "Hangul", "LATIN": "Latin"}
NAMES.update((name.upper(), name) for name in ("Cyrillic", "Greek", "Thai", "Arabic", "Hebrew"))


def script_of(c):
    words = unicodedata.name(c, "?").split()
    if words[0] in ("FULLWIDTH", "HALFWIDTH"):
        del words[0]
    return NAMES.get(words[0])


def script_is_right(text, script):
    letters = collections.Counter(script_of(c) for c in text if unicodedata.category(c)[0] == "L")
    unknown = letters.pop(None, 0)
    if not letters:
        return unknown > 0 or script is None
    most = max(letters.values())
    if unknown >= most or (unknown > 0 and sum(most - n <= unknown for n in letters.values()) > 1):
        return True
    return script == min(name for name, n in letters.items() if n == most)


forms = read_table(sys.argv[1])
wrong = objects = 0
for line in sys.stdin:
    page = json.loads(line)
    text = page["text"]
    letters = "".join(folded(c, forms) for c in text)
    expected = len(text) - text.count("\n"), "%016x" % xxh64(letters.encode())
    objects += 1
    if (page["chars"], page["digest"]) != expected or not script_is_right(text, page["script"]):
        wrong += 1
        print(page["file"], page["chars"], page["digest"], page["script"], "not", *expected, repr(text[:60]))
print(objects, "objects")
sys.exit(wrong > 0 or objects == 0)
