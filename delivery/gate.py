"""What may be deployed where, before anything is: a pure answer from what the working copy says."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from delivery.repository import Repository
from environments import Environment

MAIN_REF = "refs/heads/main"


@dataclass(frozen=True, slots=True)
class Copy:
    """A working copy, as far as the gate looks at it; `ref` is GitHub's, "" outside a workflow."""

    changes: tuple[str, ...]
    is_on_main: bool
    ref: str


def copy_of(repository: Repository, process: Mapping[str, str]) -> Copy:
    """What there is to look at. Raises RepositoryError where there is no working copy."""
    changes = tuple(repository.changes())
    return Copy(changes, repository.is_on_main(), process.get("GITHUB_REF", ""))


def objections(environment: Environment, copy: Copy) -> Iterator[str]:
    """Why the environment must not be deployed from here; none where it may be.

    An environment that may not weaken a promise is only deployed from main, as it is there.
    """
    if environment.may_weaken:
        return
    name = environment.name
    if copy.changes:
        yield f"{name}: wanted a clean working copy, got {len(copy.changes)} changes"
    if not copy.is_on_main:
        yield f"{name}: wanted a commit of origin/main, got one that is not"
    if copy.ref not in ("", MAIN_REF):
        yield f"{name}: wanted a workflow on {MAIN_REF}, got {copy.ref}"
