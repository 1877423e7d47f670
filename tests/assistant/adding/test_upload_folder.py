"""What was arriving when a server stopped, and what still arrives at another one."""

import os
import time

import pytest

from assistant.adding.upload_folder import UploadFolder


@pytest.mark.parametrize(("age", "left"), [(0, set()), (600, {"growing"})])
def test_what_another_server_receives_still_is_not_swept_away(tmp_path, age, left):
    folder = UploadFolder(tmp_path / "uploads", 1_000)
    arriving = folder.root / ".arriving"
    arriving.mkdir(parents=True)
    for name, seconds in (("growing", 1), ("left", 3_600)):
        (arriving / name).write_text("half")
        os.utime(arriving / name, (time.time() - seconds,) * 2)
    folder.sweep(age)
    assert {path.name for path in arriving.glob("*")} == left


def test_a_folder_to_which_nothing_came_is_swept(tmp_path):
    UploadFolder(tmp_path / "uploads", 1_000).sweep(600)
    assert not (tmp_path / "uploads").exists()
