"""The recovery objectives as AWS Resilience Hub reads them."""

import pytest
from aws_cdk import App, Stack
from aws_cdk.assertions import Template

from filmops.names import Names
from filmops.resilience_policy import ResiliencePolicy
from promises import load_handbook


@pytest.mark.parametrize(
    ("standby", "approach"), [(True, "HOT_STANDBY"), (False, "BACKUP_AND_RESTORE")]
)
def test_the_policy_has_the_handbooks_numbers(standby: bool, approach: str) -> None:
    stack = Stack(App(), "Lab")
    recovery = load_handbook().recovery
    ResiliencePolicy(
        stack, "Policy", names=Names("filmops-lab"), recovery=recovery, standby=standby
    )
    targets = {"RtoInMinutes": 240, "RpoInMinutes": 60}
    Template.from_stack(stack).has_resource_properties(
        "AWS::ResilienceHubV2::Policy",
        {
            "Name": "filmops-lab-recovery",
            "MultiAz": {"DisasterRecoveryApproach": approach, **targets},
            "MultiRegion": {"DisasterRecoveryApproach": "BACKUP_AND_RESTORE", **targets},
            "DataRecovery": {"TimeBetweenBackupsInMinutes": 1440},
        },
    )
