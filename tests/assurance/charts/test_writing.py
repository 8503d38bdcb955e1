"""Pages are written whole or not at all."""

from pathlib import Path

import pytest

from assurance.charts.writing import write_page
from promises import InputErrors


def test_a_page_is_written_into_folders_that_were_not_there(tmp_path: Path) -> None:
    write_page("ä page", tmp_path / "a" / "b" / "page.html")
    [file] = (tmp_path / "a" / "b").iterdir()
    assert file.read_text("utf-8") == "ä page"
    assert file.stat().st_mode & 0o777 == 0o644


def test_a_place_that_cannot_be_written_is_one_line_and_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "page.html").mkdir()
    with pytest.raises(InputErrors, match=r"page\.html: wanted a file to write"):
        write_page("page", tmp_path / "page.html")
    assert [one.name for one in tmp_path.iterdir()] == ["page.html"]
