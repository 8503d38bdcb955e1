"""What AWS and the platform say of each metric: exact dimensions, unit, range, what silence means."""

from assurance.proof.monitoring.facts.fact import Fact, Kind
from assurance.proof.monitoring.facts.table import fact_of

__all__ = ["Fact", "Kind", "fact_of"]
