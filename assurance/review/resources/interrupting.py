"""Where the CDK's diff says "may be replaced" and CloudFormation's reference says it is not.

The CDK takes "Conditional" of CloudFormation's specification for both: a change that replaces under
conditions, and one that only restarts.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

# "Update requires: No interruption" or "Some interruptions":
# https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-rds-dbinstance.html
NEVER_REPLACES: Final[Mapping[str, frozenset[str]]] = {
    "AWS::RDS::DBInstance": frozenset(
        {
            "AutoMinorVersionUpgrade",
            "BackupRetentionPeriod",
            "DBParameterGroupName",
            "MonitoringInterval",
            "MultiAZ",
            "PreferredMaintenanceWindow",
            "StorageType",
        }
    )
}


def replaces(kind: str, name: str) -> bool:
    """Whether a property that may replace, as the CDK has it, can do so at all."""
    return name not in NEVER_REPLACES.get(kind, frozenset())
