"""The working copy in which everything is typed: a clone of the commit that is checked out."""

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from delivery.repository import Repository, RepositoryError
from delivery.tools import share_packages
from local.cycle.changes import Change
from promises import InputError

_SOMEBODY: Final = ("-c", "user.name=Somebody", "-c", "user.email=somebody@example.org")
_PLAIN: Final = ("-c", "commit.gpgsign=false", "-c", "core.hooksPath=/dev/null")
"""Settings of whoever runs this that could stop a commit."""


@dataclass(frozen=True, slots=True)
class Clone:
    """A clone with a remote of its own, set up with the packages of the original."""

    repository: Repository

    @property
    def folder(self) -> Path:
        """Where it is."""
        return self.repository.root

    def head(self) -> str:
        """The commit that is checked out."""
        return self.repository.head()

    def commit(self, change: Change) -> str:
        """Make a change and commit it; the commit. Raises InputError where it does not apply."""
        change.apply(self.folder)
        message = ("--quiet", "--all", "-m", change.title)
        self.repository.git(*_SOMEBODY, *_PLAIN, "commit", *message)
        return self.head()

    def back_to(self, commit: str) -> None:
        """Forget what was committed since."""
        self.repository.git("reset", "--quiet", "--hard", commit)

    def merge(self) -> None:
        """Let the remote's main be what is checked out, as if its pull request had been merged."""
        self.repository.git("push", "--quiet", "origin", "HEAD:main")


def clone_of(root: Path, folder: Path) -> Clone:
    """Clone the commit that `root` has checked out into a folder that is emptied first.

    The packages are those of `root`, by links: nothing is fetched. Raises InputError where there is
    no commit, where the packages are not set up as it pins them, or where the folder holds
    something else than an earlier clone.
    """
    place, origin = (folder / "clone").resolve(), (folder / "origin.git").resolve()
    if folder.exists() and any(folder.iterdir()) and not origin.is_dir():
        wanted = "an empty folder, or one of an earlier cycle"
        raise InputError(folder, None, "", wanted, "something that would be lost")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    here = Repository(folder)
    try:
        here.git("init", "--quiet", "--bare", "--initial-branch=main", str(origin))
        fetched = (str(root.resolve()), "+HEAD:refs/heads/main")
        Repository(origin).git("fetch", "--quiet", "--depth=1", *fetched)
        here.git("clone", "--quiet", f"file://{origin}", str(place))
    except RepositoryError as error:
        raise InputError(root, None, "", "a git repository with a commit", str(error)) from None
    if not share_packages(place, root):
        wanted = "packages set up as the commit pins them (`make setup`)"
        raise InputError(root, None, "", wanted, "others, or none")
    return Clone(Repository(place))
