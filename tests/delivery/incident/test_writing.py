from pathlib import Path

import pytest

from delivery.incident.writing import UnwritableError, new_file, write


def test_a_draft_is_written_into_a_new_folder_and_nothing_else_is(tmp_path: Path) -> None:
    file = tmp_path / "docs" / "incidents" / "api.md"
    new_file(file)
    write("what happened", file)
    assert file.read_text() == "what happened"
    assert list(file.parent.iterdir()) == [file]


def test_what_people_have_written_in_is_kept(tmp_path: Path) -> None:
    file = tmp_path / "api.md"
    file.write_text("by hand")
    with pytest.raises(UnwritableError, match=r"wanted a file that is not there yet, got .*api.md"):
        new_file(file)
    assert file.read_text() == "by hand"


def test_a_folder_that_is_a_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "incidents").write_text("a file")
    with pytest.raises(UnwritableError, match=r"wanted a new file to write into, got .*api.md"):
        write("what happened", tmp_path / "incidents" / "api.md")
    assert (tmp_path / "incidents").read_text() == "a file"
