"""Calls functions in a process of their own that permissions bind, even if root runs the tests."""

import ctypes
import os
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context

CAPABILITIES_V3 = 0x20080522  # of linux/capability.h


def give_up_capabilities():
    """Takes the rights of root from the calling thread and from those that it will start."""
    libc = ctypes.CDLL(None, use_errno=True)
    header, nothing = (ctypes.c_uint32 * 2)(CAPABILITIES_V3), (ctypes.c_uint32 * 6)()
    if os.geteuid() == 0 and libc.capset(header, nothing) != 0:
        raise OSError(ctypes.get_errno(), "root's rights cannot be given up")


@contextmanager
def unprivileged_process():
    """Yields what calls a function of a test's module there, and returns what that returns."""
    with ProcessPoolExecutor(1, get_context("spawn"), give_up_capabilities) as process:
        yield lambda call, *arguments: process.submit(call, *arguments).result()
