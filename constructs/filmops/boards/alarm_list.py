"""A board that is only about alarms: their states on top, each one's metric below."""

from collections.abc import Sequence

from filmops.alarms import AlarmSpec
from filmops.boards.widgets import Board, Chart, Colour, Line, Mark, Note, States, Widget
from filmops.composites import Alarms

ACROSS = 3


def alarm_list(name: str, title: str, heading: Note, alarms: Alarms) -> Board:
    """The speaking alarms by state, and every metric alarm's metric with its threshold."""
    speaking = tuple(alarm.name for alarm in alarms.speaking)
    rows = charts_of(alarms.metric)
    return Board(name, title, ((heading,), (States("Alarms", speaking),), *rows))


def charts_of(alarms: Sequence[AlarmSpec]) -> list[tuple[Widget, ...]]:
    """Rows of charts, one for each alarm: its metric and its threshold."""
    charts = [
        Chart(
            alarm.name,
            "",
            (Line("seen", alarm.looks_at),),
            (Mark("alarms", alarm.threshold, Colour.BAD),),
        )
        for alarm in alarms
    ]
    return [tuple(charts[at : at + ACROSS]) for at in range(0, len(charts), ACROSS)]
