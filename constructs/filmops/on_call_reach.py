"""What is named of an environment, for whoever is on call."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reach:
    """What is named of an environment: its Regions, its database's resource id, its log groups.

    `log_groups` are in either Region, those of the platform in ours alone. `functions` are those a
    runbook calls by hand, `tables` those it reads, `parameters` the SSM parameters that hold the
    names of the platform's parts.
    """

    regions: Sequence[str]
    database: str
    log_groups: Sequence[str]
    platform_logs: Sequence[str]
    functions: Sequence[str]
    tables: Sequence[str]
    parameters: Sequence[str]
