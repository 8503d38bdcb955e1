"""Storm control: what keeps a symptom quiet while its cause is told."""

from dataclasses import dataclass
from datetime import timedelta

from filmops.composites import CompositeSpec, Rule, Suppression, any_of
from promises.alerting import Storm


@dataclass(frozen=True, slots=True)
class Quiet:
    """The causes that keep a service's symptoms quiet, by name of their alarms.

    CloudWatch takes one suppressor: several causes are one silent composite, called `name`.
    """

    name: str
    causes: tuple[str, ...]
    storm: Storm

    @property
    def steering(self) -> tuple[CompositeSpec, ...]:
        """The silent composite, where there are several causes."""
        return (CompositeSpec(self.name, any_of(self.causes)),) if len(self.causes) > 1 else ()

    @property
    def suppression(self) -> Suppression | None:
        """What keeps a symptom quiet; None where nothing explains it."""
        return self._by(self.name, timedelta(0))

    def of_tier(
        self, tier: str, faster: Rule | None, short: timedelta
    ) -> tuple[Suppression | None, tuple[CompositeSpec, ...]]:
        """What keeps the alarm `tier` quiet, and what must be made for it: causes, the faster tier.

        A slower tier outlasts the faster one by its own `short` window at most; only what is still
        burning then is news.
        """
        if faster is None:
            return self._by(self.name, short), ()
        name = f"{tier}-quiet"
        rule = any_of(self.causes) | faster if self.causes else faster
        by = Suppression(name, self.storm.wait, max(self.storm.extension, short))
        return by, (CompositeSpec(name, rule),)

    def _by(self, name: str, at_least: timedelta) -> Suppression | None:
        if not self.causes:
            return None
        first, *more = self.causes
        by = name if more else first
        return Suppression(by, self.storm.wait, max(self.storm.extension, at_least))
