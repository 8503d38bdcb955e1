"""A second working copy: whose packages it has, and whose code it runs."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from delivery.rollback import run
from delivery.tools import own_code, share_packages

PACKAGES = (".venv", "node_modules")


def working_copy(folder: Path, pin: str) -> Path:
    folder.mkdir()
    (folder / "requirements.txt").write_text(pin)
    (folder / "Makefile").write_text(".make/python: requirements.txt\n\t@echo set up again\n")
    return folder


@pytest.fixture
def root(tmp_path: Path) -> Path:
    made = working_copy(tmp_path / "root", "a==1")
    for name in PACKAGES:
        (made / name).mkdir()
    return made


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return working_copy(tmp_path / "copy", "a==1")


def test_a_copy_that_pins_the_same_is_set_up_by_a_link(root: Path, copy: Path) -> None:
    assert share_packages(copy, root)
    assert [(copy / name).resolve() for name in PACKAGES] == [root / name for name in PACKAGES]
    made = subprocess.run(
        ["make", ".make/python"], cwd=copy, capture_output=True, text=True, check=True
    )
    assert "set up again" not in made.stdout


def test_a_copy_that_pins_others_gets_none_and_keeps_none(root: Path, copy: Path) -> None:
    assert share_packages(copy, root)
    (copy / "requirements.txt").write_text("a==2")
    assert not share_packages(copy, root)
    assert not any((copy / name).is_symlink() for name in PACKAGES)
    assert not (copy / ".make").exists()


def test_packages_a_copy_fetched_itself_are_left_to_its_make(root: Path, copy: Path) -> None:
    (copy / ".venv").mkdir()
    assert not share_packages(copy, root)
    assert not (copy / "node_modules").exists()


def test_there_is_nothing_to_share_before_the_first_setup(root: Path, copy: Path) -> None:
    (root / "node_modules").rmdir()
    assert not share_packages(copy, root)


def test_a_copy_runs_its_own_code_whatever_the_path_names(
    copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for folder, says in ((copy, "own"), (copy.parent, "another")):
        (folder / "constructs" / "library").mkdir(parents=True)
        (folder / "constructs" / "library" / "__init__.py").write_text(f"SAYS = {says!r}\n")
    monkeypatch.setenv("PYTHONPATH", str(copy.parent / "constructs"))
    monkeypatch.chdir(copy.parent)
    code = "import library, sys; sys.exit(library.SAYS != 'own')"
    assert run([sys.executable, "-c", code], Path("copy")) == 0
    assert own_code(Path("copy"), os.environ)["PATH"].startswith(f"{copy}/.venv/bin{os.pathsep}")
