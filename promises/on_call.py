"""Who answers, by when, and when they change over."""

from promises.alerting import Silence
from promises.calendar import WeeklyMoment
from promises.fields import Clock, Day, Moment, Often, Within
from promises.frozen import Frozen, Whole
from promises.units import text


class Rotation(Whole):
    """The shift: from `weekday` at `time` to the same a week later."""

    cadence: Often
    weekday: Day
    time: Clock
    time_zone: str

    @property
    def moment(self) -> WeeklyMoment:
        """The change of shifts."""
        return WeeklyMoment(self.weekday, self.time, self.time_zone)

    def __str__(self) -> str:
        return f"{self.cadence}, {self.weekday} {text(self.time)} {self.time_zone}"


class PageTest(Frozen):
    """The test page of every week and the time it has to arrive."""

    moment: Moment
    arrives_within: Within


class Updates(Frozen):
    """How often somebody looks whether a status update is owed, and when nobody has looked."""

    looked_every: Within
    silence: Silence


class OnCall(Frozen):
    """The duties of the two engineers on call, and what shows that they can be reached.

    `heartbeat` is the time between two signs of life to the watcher outside.
    """

    slack_channel: str
    acknowledge_within: Within
    secondary_after: Within
    rotation: Rotation
    handoff: str
    coverage: str
    tool: str
    primary: tuple[str, ...]
    secondary: tuple[str, ...]
    heartbeat: Within
    page_test: PageTest
    updates: Updates
