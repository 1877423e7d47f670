"""What this machine computes with, and which arithmetic that makes the embedding model fastest."""

import ctypes
import os
import re
import sys
from enum import Enum
from pathlib import Path

_CPU_INFO = Path("/proc/cpuinfo")


class Arithmetic(Enum):
    """How the compiled embedding model computes on a CPU.

    `INT8` is for linear layers and attention, and the rest is in float32; `INT8_BFLOAT16` is for
    linear layers, and the rest is in bfloat16.
    """

    INT8 = "int8"
    INT8_BFLOAT16 = "int8 and bfloat16"
    BFLOAT16 = "bfloat16"
    FLOAT32 = "float32"


def arithmetic(flags: frozenset[str]) -> Arithmetic:
    """Returns the fastest arithmetic that loses nothing in search, by a CPU's flags.

    The flags are those of Linux. Where they are unknown it is float32, which every CPU has; see
    docs/measurements.md for what was measured.
    """
    if "amx_bf16" in flags:
        return Arithmetic.BFLOAT16
    # Where bfloat16 is faster than float32 for what is not a linear layer: on AMD's processors. Of
    # those with both kinds of instructions, only Intel's have half precision too.
    bfloat16 = "avx512_bf16" in flags
    if "avx512_vnni" in flags:
        return (
            Arithmetic.INT8_BFLOAT16 if bfloat16 and "avx512_fp16" not in flags else Arithmetic.INT8
        )
    return Arithmetic.BFLOAT16 if bfloat16 else Arithmetic.FLOAT32


def cpu_flags(cpu_info: Path = _CPU_INFO) -> frozenset[str]:
    """Returns the flags of this CPU as Linux names them, none where there is no such list."""
    try:
        listed = re.search(r"^flags\s*:(.*)$", cpu_info.read_text(errors="replace"), re.MULTILINE)
    except OSError:
        return frozenset()
    return frozenset(listed[1].split()) if listed else frozenset()


def cores() -> int:
    """Returns how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def give_back_memory() -> None:
    """Gives memory that nothing uses back to the system, where the C library keeps it otherwise."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None) if sys.platform == "linux" else None
    if trim is not None:
        trim(0)
