"""How far a deployment came: what `make` leaves in build/course-ENV, for whoever tells of it."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from environments import Environment
from promises import InputError


class Step(StrEnum):
    """The last step that began, or ended well. It stays where everything after it failed."""

    SHIPPING = "shipping"
    SHIPPED = "shipped"
    TRIPPED = "tripped"
    GOING_BACK = "going back"
    BACK = "back"
    GOOD = "good"


@dataclass(frozen=True, slots=True)
class Course:
    """One deployment of an environment."""

    step: Step
    head: str
    """The commit that is checked out: what was to be deployed."""
    back: str
    """The commit a rollback goes to; "" where there is none."""
    by_guard: bool
    """Whether a guard asked for the rollback, and not a person."""


def read_step(file: Path, environment: Environment) -> Step:
    """How far it came. Raises InputError where nothing is known of a deployment."""
    written = file.read_text().strip() if file.exists() else "nothing"
    if written not in tuple(Step):
        wanted = "a deployment from this working copy (make ship, make back)"
        raise InputError(file, None, environment.name, wanted, written)
    return Step(written)
