"""A reading process with readers that do what no reader may, by the ending of the file."""

import ctypes
import os
import resource
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from index.readers import READERS
from index.readers.extraction import Extraction
from index.sandbox import child
from index.types import Page, Section

AF_INET, SOCK_STREAM = 2, 1


def main():
    READERS.update(
        {
            ".loop": lambda data, options: spin(),
            ".sleep": lambda data, options: time.sleep(3_600),
            ".eat": lambda data, options: text(str(len(bytearray(8_000_000_000)))),
            ".grow": lambda data, options: text(str(len(b"x" * 520_000_000))),
            ".crash": lambda data, options: ctypes.string_at(0),
            ".exit": lambda data, options: os._exit(7),
            ".kill": lambda data, options: os.kill(os.getpid(), 9),
            ".fault": lambda data, options: {}["a key\nthat is missing"],
            ".deep": lambda data, options: deep(),
            ".long": lambda data, options: text("x" * 2_000),
            ".socket": lambda data, options: text(refused(lambda: socket.socket())),
            ".urllib": lambda data, options: text(
                refused(lambda: urllib.request.urlopen("http://127.0.0.1:9/"))
            ),
            ".native": lambda data, options: text(native_socket()),
            ".program": lambda data, options: text(refused(lambda: subprocess.run(["/bin/true"]))),
            ".write": lambda data, options: text(refused(lambda: write(data.decode()))),
            ".core": lambda data, options: text(str(resource.getrlimit(resource.RLIMIT_CORE))),
            ".pid": lambda data, options: text(str(os.getpid())),
            ".modules": lambda data, options: text(" ".join(sys.modules)),
            ".lies": lambda data, options: lies(data),
            ".outside": lambda data, options: Extraction(
                "abc", "t", (Section(0, 3, ()),), (Page(9, 1),)
            ),
            ".backwards": lambda data, options: Extraction(
                "abc", "t", (Section(2, 3, ()), Section(0, 1, ()))
            ),
        }
    )
    child.main()


def text(found):
    return Extraction(found, "t", (Section(0, len(found), ()),))


def spin():
    while True:
        pass


def deep():
    return deep()


def refused(call):
    try:
        call()
    except OSError as error:
        return f"refused: {error}"
    return "it worked"


def native_socket():
    libc = ctypes.CDLL(None, use_errno=True)
    made = libc.socket(AF_INET, SOCK_STREAM, 0)
    return f"{made} {os.strerror(ctypes.get_errno())}"


def write(path):
    Path(path).write_text("x" * 100)


def lies(data):
    """Answers in the reader's place, on the descriptor of the answers, and waits."""
    for descriptor in range(3, 10):
        try:
            os.write(descriptor, data)
        except OSError:
            continue
    time.sleep(3_600)
