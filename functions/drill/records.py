"""The record of a drill: what it proved, in a form that is still read in a year."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Literal, Self

from .judging import Verdict
from .run import Drill, Run, Said, moment, said

MINUTES = "DrillMinutes"
"""From the request to the verdict; only of a drill that succeeded."""
SUCCEEDED = "DrillSucceeded"
"""1 when the database was good and everything was taken away, else 0."""
DAYS_SINCE = "DaysSinceDrill"
"""Since the last drill that succeeded; missing until the first one has."""
_MINUTE, _DAY = timedelta(minutes=1), timedelta(days=1)
_CAUSE_SHOWN = 500


@dataclass(frozen=True, slots=True)
class Metric:
    """A value to publish, under the drill's name."""

    name: str
    value: float
    unit: Literal["Count", "None"] = "None"


@dataclass(frozen=True, slots=True)
class Record:
    """`minutes` and `gib` are None where no database was read; `gib` is what it holds."""

    drill: Drill
    date: datetime
    verdict: Verdict
    because: str
    minutes: float | None
    gib: float | None
    point: datetime | None
    instance: str
    left_behind: bool

    @classmethod
    def of(cls, run: Run) -> Self:
        """What a run has come to, whatever it went through."""
        outcome = said(run.state.get("outcome"))
        at, gib = outcome.get("at"), outcome.get("gib")
        point = said(run.state.get("run")).get("point")
        return cls(
            drill=run.drill,
            date=run.began,
            verdict=Verdict(str(outcome.get("verdict", Verdict.FAILED))),
            because=str(outcome.get("because") or _why(run.state)),
            minutes=round((moment(at) - run.began) / _MINUTE, 1) if at else None,
            gib=float(str(gib)) if gib is not None else None,
            point=moment(point) if point else None,
            instance=run.instance,
            left_behind=bool(run.state.get("not_cleaned")),
        )

    @property
    def succeeded(self) -> bool:
        """Whether it proves that the recovery works."""
        return self.verdict is Verdict.GOOD and not self.left_behind

    @property
    def key(self) -> str:
        """Where it is kept: a drill's records lie side by side, in the order of time."""
        return f"{folder(self.drill)}{self.date:%Y-%m-%dT%H-%M-%SZ}.json"

    @property
    def metrics(self) -> tuple[Metric, ...]:
        """What it tells the alarms."""
        if not self.succeeded or self.minutes is None:
            return (Metric(SUCCEEDED, 0, "Count"),)
        return Metric(SUCCEEDED, 1, "Count"), Metric(MINUTES, self.minutes)

    def json(self) -> str:
        """The record as it is kept."""
        told = {**asdict(self), "succeeded": self.succeeded}
        return json.dumps(told, default=_plain, indent=2) + "\n"


def folder(drill: Drill) -> str:
    """The beginning of the keys of a drill's records."""
    return f"{drill}/"


def is_success(record: str) -> bool:
    """Whether a record that was kept tells of a success; one that cannot be read does not."""
    try:
        return said(json.loads(record)).get("succeeded") is True
    except (ValueError, RecursionError):
        return False


def age(date: datetime, now: datetime) -> Metric:
    """How long ago a drill succeeded."""
    return Metric(DAYS_SINCE, round((now - date) / _DAY, 2))


def _why(state: Said) -> str:
    """The reason there is no verdict, from the last step that said something."""
    if ended := state.get("ended"):
        return f"the run was ended: {ended}"
    if error := said(state.get("error")):
        return f"{error.get('Error')}: {_message(str(error.get('Cause')))[:_CAUSE_SHOWN]}"
    seen = said(state.get("seen"))
    if seen.get("phase") == "late":
        return f"not ready in time, still {seen.get('status')}"
    return f"the restore ended as {seen.get('status', 'unknown')}"


def _message(cause: str) -> str:
    """What was raised: Step Functions hands on Lambda's JSON, the stack trace included."""
    try:
        return str(said(json.loads(cause)).get("errorMessage") or cause)
    except (ValueError, RecursionError):
        return cause


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)
