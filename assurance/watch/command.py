"""What the command line asks for, from the environment's name to the words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import sleep

import boto3

from assurance.watch import wording
from assurance.watch.account import Account
from assurance.watch.before import Before, needed, span_before, span_within, state_before
from assurance.watch.guard import Guard
from assurance.watch.seeing import saw
from assurance.watch.watching import Clock, Ended, Verdict, missing, states, watch
from environments import Environment
from promises import InputError

TRIPPED, UNUSABLE = 1, 2
Progress = Callable[[str], None]


class WallClock:
    """Time as it is."""

    def now(self) -> datetime:
        """The moment, UTC."""
        return datetime.now(UTC)

    def sleep(self, time: timedelta) -> None:
        """Let it pass."""
        sleep(time.total_seconds())


@dataclass(frozen=True, slots=True)
class Watched:
    """An environment and the account it is in."""

    environment: Environment
    account: Account
    clock: Clock

    @property
    def _path(self) -> Path:
        return Path(self.account.path)

    def guards(self) -> tuple[Guard, ...]:
        """Every published guard. Raises InputError when there is none, or one is not there."""
        published = self.account.published()
        if not published:
            wanted = "lists of guards among the SSM parameters (deploy the environment first)"
            raise InputError(self._path, None, self.environment.name, wanted, "none")
        found = self.account.guards(published)
        if gone := missing(published, found):
            wanted = "an alarm of every published name"
            raise InputError(self._path, None, self.environment.name, wanted, f"no {gone[0]}")
        return found

    def take_baseline(self, despite: str, known: Path | None) -> tuple[str, int]:
        """Write the state before down; 1 when a guard is in ALARM and nothing should be deployed.

        `despite` is why it is deployed all the same: for a repair. The names of the guards in ALARM
        are left in `known`, for the watch that follows.
        """
        guards, now, name = self.guards(), self.clock.now(), self.environment.name
        tripped = [one for one in guards if one.tripped]
        if known:
            known.write_text("".join(f"{one.name}\n" for one in tripped))
        if tripped and not despite:
            return wording.in_alarm(name, tripped), TRIPPED
        found = [self._before(one, now) for one in guards if one.before]
        self.account.write_down(found, now)
        said = wording.state_before(name, found)
        return (wording.despite(name, tripped, despite) if tripped else "") + said, 0

    def _before(self, guard: Guard, now: datetime) -> Before:
        assert guard.sight
        change = self.environment.handbook.change
        period = timedelta(seconds=guard.sight.period)
        span = span_before(now, change.guards.before, period)
        return state_before(guard, self.account.points(needed(guard), span), span.count)

    def watch(
        self, lasting: timedelta, form: str, progress: Progress, known: Path | None = None
    ) -> tuple[str, int]:
        """Watch; 1 when a guard tripped, 2 when nothing could be seen, or nothing was mended.

        `known` has the names of the guards that were in ALARM before, if any were.
        """

        def tell(passed: timedelta, guards: Sequence[Guard]) -> None:
            minutes = (passed.total_seconds() // 60, lasting.total_seconds() // 60)
            done = "{:.0f} of {:.0f} min".format(*minutes)
            progress(f"Watching {self.environment.name}: {done}, {states(guards)}")

        before = known.read_text().split() if known and known.exists() else []
        ended = watch(self._looking(), lasting, self.clock, tell, before)
        if ended.verdict is Verdict.QUIET:
            ended = self._who_saw(ended)
        told = wording.Told(self.environment.name, ended, self.environment.handbook)
        codes = {Verdict.QUIET: 0, Verdict.TRIPPED: TRIPPED}
        return wording.FORMATS[form](told), codes.get(ended.verdict, UNUSABLE)

    def _who_saw(self, ended: Ended) -> Ended:
        """With the guards that saw nothing; where none saw anything nobody watched."""
        unseeing = tuple(one for one in ended.guards if not self._saw(one, ended))
        if unseeing != ended.guards:
            return replace(ended, unseeing=unseeing)
        why = "no guard had a point to look at"
        return replace(ended, verdict=Verdict.BLIND, unseeing=unseeing, why=why)

    def _saw(self, guard: Guard, ended: Ended) -> bool:
        if guard.sight is None:
            return any(self._saw(one, ended) for one in self.account.children(guard))
        period = timedelta(seconds=guard.sight.period)
        span = span_within(ended.started, ended.started + ended.lasted, period)
        return saw(guard, self.account.points(guard.series, span), span.count)

    def _looking(self) -> Callable[[], tuple[Guard, ...]]:
        self.guards()  # what is not there at the beginning is an input error, not blindness
        published = self.account.published()
        return lambda: self.account.guards(published)


def watched(environment: Environment) -> Watched:
    """The environment in the account that the process has credentials of."""
    region = environment.primary_region
    account = Account(
        boto3.client("ssm", region_name=region),  # pyright: ignore[reportUnknownMemberType]
        boto3.client("cloudwatch", region_name=region),  # pyright: ignore[reportUnknownMemberType]
        f"/{environment.prefix}/deployment-guards",
    )
    return Watched(environment, account, WallClock())
