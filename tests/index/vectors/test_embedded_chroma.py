"""Vectors in Chroma, in files of the home folder: what goes beyond other stores."""

import pytest

from index.errors import HomeError
from index.vectors.embedded_chroma import EmbeddedChroma


def test_a_damaged_folder_is_named_with_the_remedy(tmp_path):
    EmbeddedChroma(tmp_path / "vectors", 16).close()
    (tmp_path / "vectors" / "chroma.sqlite3").write_bytes(b"no database" * 1000)
    with pytest.raises(HomeError, match=r"vectors' cannot be used: .*tenkyo index FOLDER") as e:
        EmbeddedChroma(tmp_path / "vectors", 16)
    assert "\n" not in str(e.value)
