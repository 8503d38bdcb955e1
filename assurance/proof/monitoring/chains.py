"""For each objective the alarms on its budget, found in the templates: every tier and the few."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assurance.proof.monitoring.demands.burning import Tier, few, windows
from assurance.proof.monitoring.demands.kinds import Objective
from assurance.proof.monitoring.events import Share
from assurance.proof.monitoring.wanted import Match, Wanted
from assurance.proof.monitoring.watcher import Watcher
from assurance.proof.paging.alarms import Alarm

if TYPE_CHECKING:
    from assurance.proof.monitoring.monitoring import Monitoring


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """The alarms one objective asks for: the windows of each tier, and the few failures."""

    objective: Objective
    windows: Sequence[tuple[Tier, Wanted, Wanted, Wanted]]
    few: Wanted

    @property
    def wanted(self) -> tuple[Wanted, ...]:
        """All of them."""
        return (*(one for _, *windows in self.windows for one in windows), self.few)


@dataclass(frozen=True, slots=True, eq=False)
class Link:
    """One tier of one objective: its two windows, and the composite that speaks for both."""

    tier: Tier
    long: Match
    short: Match
    firm: Match
    """Whether the short window would burn with one failure less."""
    speaker: Alarm | None
    least: int
    """The fewest events its long window judges; 0 where nobody knows."""

    @property
    def windows(self) -> tuple[Match, Match]:
        """Both windows."""
        return self.long, self.short


@dataclass(frozen=True, slots=True, eq=False)
class Chain:
    """One objective with its tiers, the fastest first, and its alarm on few failures."""

    objective: Objective
    links: tuple[Link, ...]
    few: Match


def plan(seen: Monitoring, objective: Objective) -> Plan:
    """What the objective asks for; the few failures end where the slowest tier begins to judge."""
    failures = seen.handbook.alerting.few_failures.failures.number
    asked = [(tier, *windows(objective, tier, failures)) for tier in seen.tiers]
    slowest, long, *_ = asked[-1]
    found = seen.matching.exact(long)
    judged = _least(long, found) if found else slowest.least(objective, failures)[1]
    return Plan(objective, asked, few(objective, judged, seen.handbook))


def chain(seen: Monitoring, made: Plan, found: Mapping[Wanted, Match]) -> Chain:
    """The plan with what was found of it."""
    links: list[Link] = []
    for tier, wanted_long, *others in made.windows:
        long, (short, firm) = found[wanted_long], (found[one] for one in others)
        kept = long.watcher if not long.fault else None
        least = _least(wanted_long, kept) if kept else 0
        links.append(Link(tier, long, short, firm, _speaker(seen, long, short), least))
    return Chain(made.objective, tuple(links), found[made.few])


def _least(wanted: Wanted, found: Watcher) -> int:
    return wanted.reading.judged_from(found.sight) if isinstance(wanted.reading, Share) else 0


def _speaker(seen: Monitoring, long: Match, short: Match) -> Alarm | None:
    """The composite that tells when both windows burn; any of either where none listens to both."""
    if long.watcher is None or short.watcher is None:
        return None
    both = seen.speakers(long.watcher.alarm), seen.speakers(short.watcher.alarm)
    common = [one for one in both[0] if one in both[1]]
    return next(iter([*common, *both[0], *both[1]]), None)
