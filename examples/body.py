#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Cleans a page by libdehusk, without a compiler: body.py < page.html. dehusk.h describes what is used here."""
import ctypes
import sys

KEPT, EMPTY = 0, 1


class Line(ctypes.Structure):  # struct dehusk_line
    _fields_ = [("text", ctypes.c_void_p), ("size", ctypes.c_size_t), ("number", ctypes.c_uint64),
                ("reason", ctypes.c_char_p), ("joined", ctypes.c_size_t), ("verdict", ctypes.c_int),
                ("more", ctypes.c_bool), ("tabs", ctypes.c_ubyte), ("spaces", ctypes.c_ubyte)]


class Lines(ctypes.Structure):  # struct dehusk_lines
    _fields_ = [("line", ctypes.POINTER(Line)), ("count", ctypes.c_size_t)]


def call(function, *arguments):
    if function(*arguments) != 0:
        raise MemoryError


def body(library, page):
    dehusk, lines, text, gap = ctypes.c_void_p(), Lines(), b"", False
    call(library.dehusk_new, ctypes.byref(dehusk), None)
    for step in (library.dehusk_feed, page, ctypes.c_size_t(len(page))), (library.dehusk_end,):
        call(step[0], dehusk, *step[1:], ctypes.byref(lines))
        for line in lines.line[:lines.count]:
            gap |= line.verdict == EMPTY
            if line.verdict == KEPT:
                text += (b"\n" if text and gap else b"") + b"\t" * line.tabs + b" " * line.spaces
                text += ctypes.string_at(line.text, line.size) + (b"" if line.more else b"\n")
                gap = False
    library.dehusk_free(dehusk)
    return text


if __name__ == "__main__":
    sys.stdout.buffer.write(body(ctypes.CDLL("libdehusk.so.1"), sys.stdin.buffer.read()))
