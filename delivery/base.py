"""`python -m delivery.base --commit HEAD~1`: a commit's assembly and what its own rules say of it.

The commit is checked out beside the working tree, synthesized by its own code, and proven by its
own rules; what came of it is kept by commit, so that it is done once.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import click
from rich.console import Console

from delivery.in_one_line import in_one_line
from delivery.tools import own_code, share_packages

UNUSABLE: Final = 2
ASSEMBLY, PROMISES = "cdk.out", "promises.json"
_SECONDS: Final = 900


class UnusableError(Exception):
    """One line: what was wanted, what was got."""


def base_of(commit: str, root: Path, out: Path) -> Path:
    """The folder with `cdk.out` and `promises.json` of a commit; made where it is not yet there.

    Raises UnusableError for a commit that git does not know, or whose code makes no assembly.
    """
    known = _run(["git", "rev-parse", "--verify", "--quiet", f"{commit}^{{commit}}"], root)
    if known.returncode:
        raise UnusableError(f"--commit: wanted a commit that git knows, got {commit}")
    sha = known.stdout.strip()
    folder = out / sha
    if not (folder / PROMISES).is_file():
        with _tree(sha, root, out) as tree, Console(stderr=True).status(f"Making {sha[:12]}"):
            _make(tree, root, folder)
    return folder


def _make(tree: Path, root: Path, folder: Path) -> None:
    """Synthesize and prove into a folder beside, which takes its place when all of it is there."""
    new = folder.with_suffix(".new")
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir(parents=True)
    _equip(tree, root)
    environment = _environment(tree)
    cdk = ("cdk", "--no-notices", "--no-version-reporting", "synth", "--quiet", "**")
    said = _run([*cdk, "--output", str((new / ASSEMBLY).resolve())], tree, environment)
    # a broken promise makes it exit 1 with the assembly all there, and is what a review tells
    if not (new / ASSEMBLY / "manifest.json").is_file():
        raise UnusableError(f"--commit: wanted an assembly from {tree.name}, got: {_last(said)}")
    prove = (str(tree / ".venv/bin/python"), "-m", "assurance", "prove", "--format", "json")
    proved = _run([*prove, "--assembly", str((new / ASSEMBLY).resolve())], tree, environment)
    if not _is_json(proved.stdout):
        raise UnusableError(f"--commit: wanted the proof of {tree.name}, got: {_last(proved)}")
    (new / PROMISES).write_text(proved.stdout)
    shutil.rmtree(folder, ignore_errors=True)
    new.rename(folder)


@contextmanager
def _tree(sha: str, root: Path, out: Path) -> Generator[Path]:
    """The commit's files beside the working tree, for as long as they are needed."""
    out.mkdir(parents=True, exist_ok=True)
    tree = (out / f"{sha[:12]}-tree").resolve()
    _forget(tree, root)
    added = _run(["git", "worktree", "add", "--detach", "--force", str(tree), sha], root)
    if added.returncode:
        raise UnusableError(f"--commit: wanted a worktree at {tree}, got: {_last(added)}")
    try:
        yield tree
    finally:
        _forget(tree, root)


def _forget(tree: Path, root: Path) -> None:
    _run(["git", "worktree", "remove", "--force", str(tree)], root)
    shutil.rmtree(tree, ignore_errors=True)
    _run(["git", "worktree", "prune"], root)


def _equip(tree: Path, root: Path) -> None:
    """Packages as the commit pins them: ours where they are the same, else its own."""
    if not share_packages(tree, root):
        said = _run(["make", "setup"], tree)
        if said.returncode:
            raise UnusableError(f"--commit: wanted the packages of {tree.name}, got: {_last(said)}")


def _environment(tree: Path) -> dict[str, str]:
    # the checks of the templates themselves are another gate, and cost six seconds
    return {
        **own_code(tree, os.environ),
        "CDK_VALIDATION": "false",
        "CDK_DISABLE_CLI_TELEMETRY": "1",
    }


def _run(
    command: Sequence[str], folder: Path, environment: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=_SECONDS,
        check=False,
    )


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except ValueError:
        return False
    return True


def _last(said: subprocess.CompletedProcess[str]) -> str:
    lines = [line for line in (said.stderr or said.stdout).splitlines() if line.strip()]
    return lines[-1].strip() if lines else f"exit code {said.returncode}"


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--commit", required=True, metavar="REV", help="Any name of a commit that git knows.")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default="build/base",
    show_default=True,
    metavar="DIR",
    help="Where assemblies are kept, a folder for each commit.",
)
def main(commit: str, out: Path) -> None:
    """Print the folder with the assembly and the proof of a commit, made where needed.

    Exit codes: 0 it is there, 2 the commit is unusable, with one line that says why.
    """
    try:
        click.echo(base_of(commit, Path.cwd(), out))
    except UnusableError as error:
        click.echo(str(error), err=True)
        sys.exit(UNUSABLE)
    except subprocess.TimeoutExpired as late:
        click.echo(
            f"--commit: wanted an end within {_SECONDS} s of {late.cmd[0]}, got none", err=True
        )
        sys.exit(UNUSABLE)


if __name__ == "__main__":
    in_one_line(main, "delivery.base")
