"""Boards for services without one of their own: a section each, cut before a board is full."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from filmops.boards.budgets import budgets_left, burn
from filmops.boards.guide import Guide
from filmops.boards.service import STATES
from filmops.boards.widgets import COLUMNS, Board, Chart, Figures, States, Widget
from filmops.composites import Alarms
from filmops.metrics import Expression, Metric
from filmops.objectives import Objective
from filmops.service import Policy, Service

WIDGETS, METRICS = 500, 2500
"""The most that one dashboard holds, the inputs of metric math included
(https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_limits.html)."""
HEADING = 1
"""Widgets of a board that belong to no section."""

Row = tuple[Widget, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """What one service has on a board that it shares."""

    service: Service
    alarms: Alarms

    def rows(self, policy: Policy) -> list[Row]:
        """The states of its alarms, then for each objective what is left and how fast it goes."""
        return [*self._states(), *(_standing(one, policy) for one in self.service.objectives)]

    def _states(self) -> Iterator[Row]:
        title = self.service.name.replace("-", " ").capitalize()
        names = [alarm.name for alarm in self.alarms.speaking]
        for start in range(0, len(names), STATES):
            yield (States(title, tuple(names[start : start + STATES])),)


@dataclass(frozen=True, slots=True)
class Shared:
    """A board, `name` without the environment's prefix, and the sections it holds."""

    name: str
    board: Board
    sections: tuple[Section, ...]


def shared_boards(
    name: str, title: str, sections: Iterable[Section], policy: Policy, guide: Guide
) -> Iterator[Shared]:
    """As many boards as the sections need; all after the first have a number: `name`-2."""
    for number, held in enumerate(_cut(sections, policy), start=1):
        own, shown = (name, title) if number == 1 else (f"{name}-{number}", f"{title} ({number})")
        rows = [row for section in held for row in section.rows(policy)]
        board = Board(policy.names.of(own), shown, ((guide.heading(shown),), *rows))
        yield Shared(own, board, tuple(held))


def _standing(objective: Objective, policy: Policy) -> Row:
    title = "Error budget left, %"
    if not objective.burns:
        return (budgets_left(title, policy.names, [objective]),)
    left = budgets_left(title, policy.names, [objective], width=COLUMNS // 3)
    burning = burn(policy.names, objective, policy.tiers)
    wide = replace(burning, width=COLUMNS - left.width)
    return (replace(left, height=wide.height), wide)


def size_of(rows: Iterable[Row]) -> tuple[int, int]:
    """How many widgets these are, and how many metrics they read."""
    shown = [widget for row in rows for widget in row]
    return len(shown), sum(map(_metrics, shown))


def _cut(sections: Iterable[Section], policy: Policy) -> Iterator[Sequence[Section]]:
    held, widgets, metrics = list[Section](), HEADING, 0
    for section in sections:
        more, read = size_of(section.rows(policy))
        if held and (widgets + more > WIDGETS or metrics + read > METRICS):
            yield held
            held, widgets, metrics = [], HEADING, 0
        held, widgets, metrics = [*held, section], widgets + more, metrics + read
    if held:
        yield held


def _metrics(widget: Widget) -> int:
    lines = widget.lines if isinstance(widget, Chart | Figures) else ()
    return sum(_inputs(line.looks_at) for line in lines)


def _inputs(seen: Metric | Expression) -> int:
    return 1 + len(seen.metrics) if isinstance(seen, Expression) else 1
