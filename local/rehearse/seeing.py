"""What people would see of an alarm: an incident in PagerDuty, a message in Slack, an SMS, an email."""

import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from local.cloud import EmbeddedAws
from local.journal import Kind
from local.pagerduty import Incident, StandInPagerDuty
from local.rehearse.acts import Act

PATIENCE = 20.0
"""Seconds anything may take to arrive; it takes well under one."""
SETTLES = 0.12
"""Seconds in which the messages beside a page have come too."""
PAGED = ("P1", "P2")
"""What goes through PagerDuty, each through the service of its own level."""


@dataclass(frozen=True, slots=True)
class Mark:
    """How much there was to see before an act: only what is more comes of it."""

    dropped: int
    notices: int
    steps: Mapping[str, int]
    """Of each incident so far, by its id."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What came of one notification."""

    words: str
    """Empty where nothing came."""
    after: float
    """Seconds."""
    wrong: str = ""
    """What should have come instead; empty where it is right."""


class Eyes:
    """Looks at the stand-in PagerDuty and at the journal of the embedded AWS."""

    def __init__(
        self, aws: EmbeddedAws, pagerduty: StandInPagerDuty, patience: float = PATIENCE
    ) -> None:
        self._aws = aws
        self._pagerduty = pagerduty
        self._patience = patience

    def mark(self) -> Mark:
        """What there is to see so far."""
        notices = sum(1 for _ in self._aws.entries(Kind.NOTICE))
        steps = {one.id: len(one.steps) for one in self.incidents()}
        return Mark(len(self._pagerduty.state.dropped), notices, steps)

    def see(self, act: Act, since: Mark) -> Seen:
        """Wait for what the act brings."""
        began = time.monotonic()
        while time.monotonic() - began < self._patience:
            if self._come(act, since):
                took = time.monotonic() - began
                time.sleep(SETTLES)
                return self._all(act, since, took)
            time.sleep(0.02)
        return Seen("", time.monotonic() - began, _wanted(act))

    def incidents(self) -> tuple[Incident, ...]:
        """Every incident so far."""
        return self._pagerduty.state.incidents

    def _come(self, act: Act, since: Mark) -> bool:
        """Whether what matters is there: the page, or any message of what pages nobody."""
        paged = self._paged(act, since) is not None
        return paged if act.severity in PAGED else paged or bool(self._notices(act, since.notices))

    def _all(self, act: Act, since: Mark, took: float) -> Seen:
        words, wrong = self._paged(act, since) or ("", "")
        parts = [part for part in (words, self._notices(act, since.notices)) if part]
        return Seen("; ".join(parts), took, wrong)

    def _paged(self, act: Act, since: Mark) -> tuple[str, str] | None:
        """What PagerDuty makes of it, and what is wrong with that."""
        incident = self._changed(act, since)
        if incident is not None:
            return ("PagerDuty resolves it", "") if act.over else _opened(act, incident)
        state = self._pagerduty.state
        unknown = any(self._key(act) in one.what for one in state.dropped[since.dropped :])
        still = any(one.dedup_key == self._key(act) for one in state.open)
        return ("PagerDuty has none open", "") if act.over and unknown and not still else None

    def _changed(self, act: Act, since: Mark) -> Incident | None:
        """The incident that the act opened or resolved; at its own level where there is one."""
        found = [
            one
            for one in self.incidents()
            if one.dedup_key == self._key(act)
            and len(one.steps) > since.steps.get(one.id, 0)
            and one.is_open is not act.over
        ]
        return next((one for one in found if one.service.level == act.severity), None) or next(
            iter(found), None
        )

    def _key(self, act: Act) -> str:
        return f"arn:aws:cloudwatch:{act.region}:{self._aws.account}:alarm:{act.alarm}"

    def _notices(self, act: Act, before: int) -> str:
        entries = list(self._aws.entries(Kind.NOTICE))[before:]
        mine = [one.detail for one in entries if f'{act.after}: "{act.alarm}"' in one.detail]
        kinds = Counter(detail.split(maxsplit=1)[0].rstrip(":") for detail in mine)
        return ", ".join(kind if count == 1 else f"{count} {kind}" for kind, count in kinds.items())


def _opened(act: Act, incident: Incident) -> tuple[str, str]:
    level = incident.service.level
    right = level == act.severity or act.severity not in PAGED
    does = "opens" if len(incident.steps) == 1 else "adds to"
    words = f"PagerDuty {does} {incident.service.name}, {incident.urgency} urgency"
    return words, "" if right else f"the service of {act.severity}"


def _wanted(act: Act) -> str:
    if act.severity in PAGED:
        what = "resolved" if act.over else f"opened by the service of {act.severity}"
        return f"an incident in PagerDuty, {what}"
    return "an incident, or a message in Slack"
