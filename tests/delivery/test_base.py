"""A commit's assembly: made once, by the commit's own code, or refused in one line."""

import json
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from delivery import base
from delivery.base import UnusableError, base_of


def git(folder: Path, *words: str) -> str:
    who = ("-c", "user.name=n", "-c", "user.email=e@example.com")
    done = subprocess.run(
        ["git", *who, *words], cwd=folder, capture_output=True, text=True, check=True, timeout=60
    )
    return done.stdout.strip()


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    root = tmp_path / "repository"
    root.mkdir()
    git(root, "init", "--quiet", "--initial-branch=main")
    (root / "requirements.txt").write_text("a==1\n")
    (root / "said.txt").write_text("old")
    for name in (".venv", "node_modules"):
        (root / name).mkdir()
    git(root, "add", "requirements.txt", "said.txt")
    git(root, "commit", "--quiet", "-m", "old")
    (root / "said.txt").write_text("new")
    return root


class Tools:
    """Stands in for the CDK's CLI and for `prove`; git is git."""

    def __init__(self, proves: str = '{"environments": []}', synthesizes: bool = True) -> None:
        self.calls: list[Sequence[str]] = []
        self.proves, self.synthesizes = proves, synthesizes
        self.git = base._run  # pyright: ignore[reportPrivateUsage] (it stands in for it)

    def __call__(
        self, command: Sequence[str], folder: Path, environment: Mapping[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        if command[0] == "git":
            return self.git(command, folder, environment)
        self.calls.append(command)
        if command[0] == "cdk" and self.synthesizes:
            assert environment is not None
            assert environment["PYTHONPATH"].startswith(str(folder))
            out = Path(command[-1])
            out.mkdir()
            (out / "manifest.json").write_text((folder / "said.txt").read_text())
        proved = self.proves if "prove" in command else ""
        return subprocess.CompletedProcess(command, 1, proved, "the last word\n")


@pytest.fixture
def tools(monkeypatch: pytest.MonkeyPatch) -> Tools:
    made = Tools()
    monkeypatch.setattr(base, "_run", made)
    return made


def test_a_commit_is_synthesized_from_its_own_files(
    repository: Path, tools: Tools, tmp_path: Path
) -> None:
    folder = base_of("HEAD", repository, tmp_path / "out")
    assert (folder / "cdk.out" / "manifest.json").read_text() == "old"
    assert json.loads((folder / "promises.json").read_text()) == {"environments": []}
    assert next(one[0] for one in tools.calls) == "cdk"


def test_it_is_made_once_and_leaves_no_worktree(
    repository: Path, tools: Tools, tmp_path: Path
) -> None:
    first = base_of("HEAD", repository, tmp_path / "out")
    calls = len(tools.calls)
    assert base_of("main", repository, tmp_path / "out") == first
    assert len(tools.calls) == calls
    assert len(git(repository, "worktree", "list").splitlines()) == 1
    assert [one.name for one in (tmp_path / "out").iterdir()] == [first.name]


def test_a_commit_that_pins_other_packages_gets_its_own(
    repository: Path, tools: Tools, tmp_path: Path
) -> None:
    (repository / "requirements.txt").write_text("a==2\n")
    with pytest.raises(UnusableError, match="wanted the packages of"):
        base_of("HEAD", repository, tmp_path / "out")
    assert tools.calls == [["make", "setup"]]


def test_an_unknown_commit_is_refused(repository: Path, tmp_path: Path) -> None:
    with pytest.raises(UnusableError, match="wanted a commit that git knows, got nothing-like-it"):
        base_of("nothing-like-it", repository, tmp_path / "out")


@pytest.mark.parametrize(
    ("broken", "wanted"),
    [(Tools(synthesizes=False), "an assembly"), (Tools(proves="Traceback"), "the proof")],
)
def test_nothing_half_made_is_kept(
    broken: Tools, wanted: str, repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(base, "_run", broken)
    with pytest.raises(UnusableError, match=f"wanted {wanted} .* got: the last word"):
        base_of("HEAD", repository, tmp_path / "out")
    assert not list((tmp_path / "out").glob("*/promises.json"))
    assert len(git(repository, "worktree", "list").splitlines()) == 1
