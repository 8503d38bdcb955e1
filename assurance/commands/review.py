"""`review`: what a change means, before anybody merges it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console

from assurance.console import console, needs_assembly, write

if TYPE_CHECKING:
    from assurance.review.pairing import Proven
    from assurance.review.reviewing import Review

_HELD = 1


@click.command()
@click.option(
    "--base",
    type=click.Path(path_type=Path),
    required=True,
    metavar="DIR",
    help="The cloud assembly as it was.",
)
@click.option(
    "--head",
    type=click.Path(path_type=Path),
    required=True,
    metavar="DIR",
    help="The cloud assembly as it will be.",
)
@click.option(
    "--base-promises",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="What the base's own `prove --format json` said; else both sides are held to today's promises.",
)
@click.option(
    "--allowed",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The reviewed lines that let a change through a gate; else allowed.yaml, where there is one.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "markdown", "json"]),
    default="text",
    show_default=True,
    help="text for people, markdown for a comment on a pull request, json for programs.",
)
def review(
    base: Path, head: Path, base_promises: Path | None, allowed: Path | None, form: str
) -> int:
    """Say what changes between two assemblies: for operations in words, then in resources.

    Both sides are proven, and changed alarms are played on both. No credentials are needed.

    \b
    Examples:
      make review BASE=origin/main
      python -m assurance review --base build/base/cdk.out --head cdk.out
      python -m assurance review --base DIR --head DIR --format markdown > comment.md
      python -m assurance review --base DIR --head DIR --format json | jq .held

    \b
    Exit codes:
      0  nothing is held
      1  a gate holds: a promise broken, state destroyed, rights or network widened
      2  the input is unusable; one line for each mistake says where
    """
    # NumPy and the grammars cost 0.2 s that no other command should wait for.
    from assurance.review.allowed import read_allowed
    from assurance.review.proven import read_proven
    from assurance.review.reviewing import review as reviewed

    with Console(stderr=True).status("Reviewing") as status:
        needs_assembly(base)
        needs_assembly(head)
        proven: Proven = read_proven(base_promises) if base_promises else {}
        lines = read_allowed(allowed)
        today = datetime.now(UTC).date()
        found = reviewed(base, head, proven, lines, today, status.update)
    write(_forms()[form](found))
    return _HELD if found.held else 0


def _forms() -> Mapping[str, Callable[[Review], str]]:
    from assurance.review.report import json_, markdown, text

    return {
        "text": lambda found: text.render(found, console()),
        "markdown": markdown.render,
        "json": json_.render,
    }
