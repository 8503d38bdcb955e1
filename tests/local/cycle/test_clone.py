"""The clone: what is committed and nothing else, with the packages that are there."""

import subprocess
from pathlib import Path

import pytest

from local.cycle.changes import Change
from local.cycle.clone import clone_of
from promises import InputError

CHANGE = Change("Say more", Path("said.txt"), "old", "old and more")


def git(folder: Path, *words: str) -> str:
    who = ("-c", "user.name=n", "-c", "user.email=e@example.com")
    done = subprocess.run(
        ["git", *who, *words], cwd=folder, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    made = tmp_path / "root"
    made.mkdir()
    git(made, "init", "--quiet", "--initial-branch=somewhere")
    (made / ".gitignore").write_text(".venv\nnode_modules\n.make\nbuild/\n")
    (made / "requirements.txt").write_text("a==1\n")
    for said in ("older", "old"):
        (made / "said.txt").write_text(said)
        git(made, "add", ".")
        git(made, "commit", "--quiet", "-m", said)
    for name in (".venv", "node_modules"):
        (made / name).mkdir()
    return made


def test_it_is_the_commit_that_is_checked_out_without_what_is_not_committed(root: Path) -> None:
    (root / "said.txt").write_text("new")
    clone = clone_of(root, root / "build" / "cycle")
    assert (clone.folder / "said.txt").read_text() == "old"
    assert clone.head() == git(root, "rev-parse", "HEAD")
    assert (clone.folder / ".venv").resolve() == root / ".venv"
    assert clone.repository.changes() == []
    assert clone.repository.is_on_main()


def test_a_change_is_a_commit_that_can_be_merged_or_forgotten(root: Path) -> None:
    clone = clone_of(root, root / "build" / "cycle")
    first = clone.head()
    assert clone.commit(CHANGE) == clone.head() != first
    assert not clone.repository.is_on_main()
    clone.back_to(first)
    assert (clone.folder / "said.txt").read_text() == "old"
    clone.commit(CHANGE)
    clone.merge()
    assert clone.repository.is_on_main()
    assert git(root, "status", "--porcelain") == ""


def test_what_an_earlier_cycle_left_is_gone(root: Path) -> None:
    left = root / "build" / "cycle" / "origin.git" / "left"
    left.mkdir(parents=True)
    clone_of(root, root / "build" / "cycle")
    assert not left.exists()


def test_a_folder_that_holds_something_else_is_left_alone(root: Path, tmp_path: Path) -> None:
    mine = tmp_path / "mine" / "file"
    mine.parent.mkdir()
    mine.write_text("precious")
    with pytest.raises(InputError, match="wanted an empty folder, or one of an earlier cycle"):
        clone_of(root, mine.parent)
    assert mine.read_text() == "precious"


def test_a_shallow_checkout_is_cloned_as_any(root: Path) -> None:
    shallow = root.parent / "shallow"
    git(root, "clone", "--quiet", "--depth=1", f"file://{root}", str(shallow))
    git(shallow, "checkout", "--quiet", "--detach")
    for name in (".venv", "node_modules"):
        (shallow / name).mkdir()
    clone = clone_of(shallow, shallow / "build" / "cycle")
    clone.commit(CHANGE)
    clone.merge()
    assert clone.repository.is_on_main()


def test_packages_that_are_not_those_of_the_commit_are_refused(root: Path) -> None:
    (root / "requirements.txt").write_text("a==2\n")
    with pytest.raises(InputError, match=r"wanted packages set up as the commit pins them"):
        clone_of(root, root / "build" / "cycle")


def test_a_folder_that_is_no_repository_is_refused(tmp_path: Path) -> None:
    (tmp_path / "plain").mkdir()
    with pytest.raises(InputError, match="wanted a git repository with a commit"):
        clone_of(tmp_path / "plain", tmp_path / "cycle")
