"""For each objective the alarms on its budget, found in the templates: every tier and the few."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assurance.proof.monitoring.demands.burning import Tier, few, windows
from assurance.proof.monitoring.demands.kinds import Objective
from assurance.proof.monitoring.events import fewest
from assurance.proof.monitoring.matching import matches
from assurance.proof.monitoring.wanted import Match
from assurance.proof.paging.alarms import Alarm

if TYPE_CHECKING:
    from assurance.proof.monitoring.monitoring import Monitoring


@dataclass(frozen=True, slots=True, eq=False)
class Link:
    """One tier of one objective: its two windows, and the composite that speaks for both."""

    tier: Tier
    long: Match
    short: Match
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


def chains(seen: Monitoring) -> tuple[Chain, ...]:
    """The chain of every objective. All are matched at once, so that none takes another's."""
    failures = seen.handbook.alerting.few_failures.failures.number
    asked = [(objective, tier) for objective in seen.objectives for tier in seen.tiers]
    wanted = [window for one in asked for window in windows(*one, failures)]
    found = matches(wanted, seen.watchers)
    links: dict[str, list[Link]] = {}
    for (objective, tier), long, short in zip(asked, found[::2], found[1::2], strict=True):
        links.setdefault(objective.promise, []).append(_link(seen, objective, tier, long, short))
    return tuple(_chains(seen, links))


def _chains(seen: Monitoring, links: dict[str, list[Link]]) -> Iterator[Chain]:
    found = [(one, links[one.promise]) for one in seen.objectives]
    wanted = [few(one, _below(seen, one, own[-1]), seen.handbook) for one, own in found]
    for (objective, own), match in zip(found, matches(wanted, seen.watchers), strict=True):
        yield Chain(objective, tuple(own), match)


def _below(seen: Monitoring, objective: Objective, slowest: Link) -> int:
    """From how many events on the slowest tier judges: below it the few are told."""
    failures = seen.handbook.alerting.few_failures.failures.number
    return slowest.least or slowest.tier.least(objective, failures)[1]


def _link(seen: Monitoring, objective: Objective, tier: Tier, long: Match, short: Match) -> Link:
    least = 0
    if long.watcher and not long.fault:
        least = fewest(objective.events, long.watcher.sight)
    return Link(tier, long, short, _speaker(seen, long, short), least)


def _speaker(seen: Monitoring, long: Match, short: Match) -> Alarm | None:
    """The composite that tells when both windows burn; any of either where none listens to both."""
    if long.watcher is None or short.watcher is None:
        return None
    both = seen.speakers(long.watcher.alarm), seen.speakers(short.watcher.alarm)
    common = [one for one in both[0] if one in both[1]]
    return next(iter([*common, *both[0], *both[1]]), None)
