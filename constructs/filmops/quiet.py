"""Storm control: what keeps a symptom quiet while its cause is told."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from filmops.composites import CompositeSpec, Suppression, any_of
from promises.alerting import Storm


@dataclass(frozen=True, slots=True)
class Quiet:
    """The alarms that keep others quiet, by name, and for how long around their own time."""

    by: tuple[str, ...]
    storm: Storm

    def and_by(self, more: Sequence[str]) -> "Quiet":
        """The same, kept quiet by these alarms too."""
        return replace(self, by=(*self.by, *more))

    def over(
        self, name: str, *, at_least: timedelta = timedelta(0)
    ) -> tuple[Suppression | None, Sequence[CompositeSpec]]:
        """What suppresses the alarm of that name, and the alarm that must be made for it.

        CloudWatch takes one suppressor: several causes become one silent composite.
        """
        if not self.by:
            return None, ()
        extension = max(self.storm.extension, at_least)
        if len(self.by) == 1:
            return Suppression(self.by[0], self.storm.wait, extension), ()
        steering = CompositeSpec(f"{name}-quiet", any_of(self.by))
        return Suppression(steering.name, self.storm.wait, extension), (steering,)
