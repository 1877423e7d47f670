"""Which arithmetic a CPU gets, by the flags that Linux lists for it."""

import pytest

from index.embedding.hardware import (
    Arithmetic,
    arithmetic,
    cores,
    cpu_flags,
    give_back_memory,
)


@pytest.mark.parametrize(
    ("flags", "expected"),
    [
        ("", Arithmetic.FLOAT32),
        ("sse2 avx2 avx_vnni", Arithmetic.FLOAT32),
        ("avx2 avx512f avx512_vnni", Arithmetic.INT8),
        ("avx512f avx512_bf16", Arithmetic.BFLOAT16),
        ("avx512f avx512_bf16 avx512_vnni", Arithmetic.INT8_BFLOAT16),
        ("avx512f avx512_bf16 avx512_vnni avx512_fp16", Arithmetic.INT8),
        ("avx512_bf16 avx512_vnni amx_bf16 amx_int8", Arithmetic.BFLOAT16),
        ("asimd bf16 i8mm", Arithmetic.FLOAT32),
    ],
)
def test_the_arithmetic_follows_from_the_flags(flags, expected):
    assert arithmetic(frozenset(flags.split())) is expected


def test_the_flags_are_those_of_the_first_core(tmp_path):
    info = tmp_path / "cpuinfo"
    info.write_text("processor\t: 0\nflags\t\t: fpu avx2\n\nprocessor\t: 1\nflags\t\t: fpu\n")
    assert cpu_flags(info) == {"fpu", "avx2"}


@pytest.mark.parametrize("content", ["", "Features\t: asimd\n", "flags\n"])
def test_a_list_without_flags_has_none(tmp_path, content):
    info = tmp_path / "cpuinfo"
    info.write_text(content)
    assert cpu_flags(info) == frozenset()


def test_a_system_without_a_list_has_none(tmp_path):
    assert cpu_flags(tmp_path / "nowhere") == frozenset()


def test_there_is_at_least_one_core():
    assert cores() >= 1


@pytest.mark.parametrize("system", ["linux", "win32"])
def test_memory_is_given_back_where_the_system_can_take_it(monkeypatch, system):
    monkeypatch.setattr("sys.platform", system)
    assert give_back_memory() is None
