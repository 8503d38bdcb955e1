"""What an objective cannot tell, said when its alarms are synthesized."""

from filmops.objectives import Objective
from filmops.service import Policy
from promises import text


def too_little(objective: Objective, policy: Policy) -> str:
    """From how many events on each tier can speak, and what speaks below."""
    few = policy.handbook.alerting.few_failures
    judged = ", ".join(
        f"{tier.name} from {tier.least(objective.goal, few.failures.number)} in {text(tier.short)}"
        for tier in policy.tiers
    )
    return (
        f"{objective.promise} ({objective.goal} of {objective.events}): {judged}; "
        f"with fewer, {few.failures} in {text(few.within)} are a {few.severity}"
    )
