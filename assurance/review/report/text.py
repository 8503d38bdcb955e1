"""The review for people at a terminal: words first, then resources."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.text import Text

from assurance.report.wording import one_line
from assurance.review.report import listing, wording
from assurance.review.reviewing import Review, Told

_SHOWN: Final = 4
"""Details that a person is shown of each sentence."""


def render(review: Review, console: Console) -> str:
    """The review as `console` would show it."""
    with console.capture() as capture:
        line = "red" if review.held else "green"
        console.print(Rule(Text(wording.headline(review), "bold"), align="left", style=line))
        for part in _parts(review):
            console.print(part)
    return "".join(f"{line.rstrip()}\n" for line in capture.get().splitlines())


def _parts(review: Review) -> Iterator[RenderableType]:
    for topic, told in review.told().items():
        yield Text(f"\n{topic}", "bold underline")
        for one in told:
            yield from _told(one)
    if review.stale:
        yield Text("\nLines that allow", "bold underline")
        yield from (Padding(Text(one_line(one)), (0, 0, 0, 2)) for one in review.stale)
    yield from _resources(review)
    yield from _gates(review)


def _gates(review: Review) -> Iterator[RenderableType]:
    if review.let_through:
        yield Text("\nAllowed", "bold underline")
    for one in review.let_through:
        yield Padding(Text(one_line(wording.allowance(one))), (0, 0, 0, 2))
    if review.held:
        yield Text("\nHeld", "bold underline")
        hint = "Mend it, or let it through with a line in allowed.yaml, its reason and last day:"
        yield Padding(Text(hint), (0, 0, 0, 2))
    for line in dict.fromkeys(map(wording.allow_line, review.held)):
        yield Padding(Text(line, "red", no_wrap=True), (0, 0, 0, 4))


def _told(told: Told) -> Iterator[RenderableType]:
    where = f"{', '.join(told.environments)}  "
    held = ("HELD ", "bold red") if told.held else ""
    text = Text.assemble((where, "cyan"), held, one_line(told.sentence.text))
    yield Padding(text, (0, 0, 0, 2))
    details = told.sentence.details
    for detail in details[:_SHOWN]:
        yield Padding(Text(one_line(detail), "dim"), (0, 0, 0, 6))
    if more := details[_SHOWN:]:
        yield Padding(
            Text(f"and {len(more)} more: --format json names them all", "dim"), (0, 0, 0, 6)
        )


def _resources(review: Review) -> Iterator[RenderableType]:
    if review.environments:
        yield Text("\nResources", "bold underline")
    for environment in review.environments:
        for stack, changes in listing.by_stack(environment.changes).items():
            yield Padding(Text(listing.heading(stack, changes), "bold"), (0, 0, 0, 2))
            yield from (
                Padding(Text(one_line(line)), (0, 0, 0, 4)) for line in listing.lines(changes)
            )
