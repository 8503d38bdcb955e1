"""What the working copy says of itself."""

import subprocess
from dataclasses import dataclass
from pathlib import Path

MAIN = "origin/main"


class RepositoryError(Exception):
    """git refused: its last line, or what was asked of it."""


@dataclass(frozen=True, slots=True)
class Repository:
    """A working copy of this repository."""

    root: Path

    def head(self) -> str:
        """The commit that is checked out."""
        return self.git("rev-parse", "HEAD")

    def commit(self, named: str) -> str:
        """The whole id of a commit. Raises RepositoryError when there is none of that name."""
        done = self._run("rev-parse", "--verify", "--quiet", f"{named}^{{commit}}")
        if done.returncode:
            raise RepositoryError(f"wanted a commit that git knows, got {named}")
        return done.stdout.strip()

    def changes(self) -> list[str]:
        """What differs from the commit that is checked out, a line each."""
        return self.git("status", "--porcelain").splitlines()

    def is_on_main(self) -> bool:
        """Whether the commit that is checked out is one of the remote's main."""
        done = self._run("merge-base", "--is-ancestor", "HEAD", MAIN)
        return done.returncode == 0

    def copy(self, commit: str, folder: Path) -> None:
        """A second working copy at a commit; one that is there already is brought to it."""
        if (folder / ".git").exists():
            Repository(folder).git("checkout", "--quiet", "--detach", "--force", commit)
            return
        self.git("worktree", "prune")
        self.git("worktree", "add", "--quiet", "--detach", str(folder.resolve()), commit)

    def git(self, *arguments: str) -> str:
        """A git command; what it says. Raises RepositoryError when it fails."""
        done = self._run(*arguments)
        if done.returncode:
            said = (done.stderr or done.stdout).strip().splitlines() or ["nothing said"]
            raise RepositoryError(f"git {arguments[0]}: {said[-1]}")
        return done.stdout.strip()

    def _run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        command = ["git", "-C", str(self.root), *arguments]
        return subprocess.run(command, capture_output=True, text=True, check=False)
