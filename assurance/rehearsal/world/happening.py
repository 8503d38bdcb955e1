"""What happens to a part, and how much of it in each minute."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from assurance.cloudwatch.state import Values
from assurance.rehearsal.scenario import Fault
from assurance.rehearsal.words import Effect, Kind
from assurance.rehearsal.world.clock import Clock

Active = Sequence[tuple[Fault, Effect]]
"""The faults of one part, each with its effect."""


def size(active: Active, kind: Kind, clock: Clock) -> Values:
    """All faults of one kind together."""
    sizes = [clock.hold(fault) * effect.amount for fault, effect in active if effect.kind is kind]
    return np.sum(sizes, axis=0) if sizes else np.zeros(clock.count)
