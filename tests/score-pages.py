#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Mean F1 of the body that a program finds in the real pages: score-pages.py PAGES DEHUSK KIND...

The measure is that of PAGES/score: the multiset of the 4-grams of characters, after NFKC and without white space. The scorer
starts a process for each page; here all pages of a set go through one. Prints a line for each set and kind: F1/SET/KIND MEAN.
"""
import collections
import os
import re
import subprocess
import sys
import unicodedata

HUMAN = ("daniel-zh", "cx-extractor", "cwce")
SETS = HUMAN + ("blogs-zh", "gne-silver")
BLANK = re.compile(r"[\s\u200b\ufeff\u00ad\u3000]+")
GOLD = ".gold.txt"


def read(path):
    with open(path, "rb") as file:
        return file.read()


def grams(text):
    text = BLANK.sub("", unicodedata.normalize("NFKC", text.decode()))
    return collections.Counter(text[i:i + 4] for i in range(max(len(text) - 3, min(len(text), 1))))


def f1(found, gold):
    common = sum(count if count < gold[gram] else gold[gram] for gram, count in found.items() if gram in gold)
    both = sum(found.values()) + sum(gold.values())
    return 2 * common / both if both else 0


def bodies(dehusk, pages):
    """The body of each page; NUL parts the pages, so there is none in a page."""
    stream = b"".join(page.replace(b"\0", b"") + b"\0" for page in pages)
    output = subprocess.run([dehusk, "-q", "-z", "--body"], input=stream, stdout=subprocess.PIPE, check=True).stdout
    found = output.split(b"\0")[:-1]
    if len(found) != len(pages):
        sys.exit(f"score-pages: {len(pages)} pages in, {len(found)} out")
    return found


def score(directory, dehusk, kinds):
    """By kind, the F1 of each page of a set."""
    bases = sorted(os.path.join(directory, file[:-len(GOLD)]) for file in os.listdir(directory) if file.endswith(GOLD))
    golds = {base: grams(read(base + GOLD)) for base in bases}
    values = {}
    for kind in kinds:
        end = ".html" if kind == "html" else f".{kind}.txt"
        sources = [base for base in bases if os.path.exists(base + end)]
        found = bodies(dehusk, [read(base + end) for base in sources])
        values[kind] = [f1(grams(body), golds[base]) for base, body in zip(sources, found)]
    return values


def main():
    pages, dehusk, kinds = sys.argv[1], sys.argv[2], sys.argv[3:]
    values = {name: score(os.path.join(pages, name), dehusk, kinds) for name in SETS}
    values["pool"] = {kind: [value for name in HUMAN for value in values[name][kind]] for kind in kinds}
    for name, of_kind in values.items():
        for kind, of_page in of_kind.items():
            if of_page:
                print(f"F1/{name}/{kind} {sum(of_page) / len(of_page):.3f}")


main()
