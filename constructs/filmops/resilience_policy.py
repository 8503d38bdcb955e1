"""The recovery objectives where AWS Resilience Hub can hold the deployed account to them."""

from datetime import timedelta

from aws_cdk import aws_resiliencehubv2 as resiliencehub
from constructs import Construct

from filmops.names import Names
from promises.recovery import Recovery

_MINUTE = timedelta(minutes=1)


class ResiliencePolicy(resiliencehub.CfnPolicy):
    """RPO and RTO for a lost Zone and a lost Region, and how often backups are made."""

    def __init__(
        self, scope: Construct, id: str, *, names: Names, recovery: Recovery, standby: bool
    ) -> None:
        rto, rpo = recovery.rto // _MINUTE, recovery.rpo // _MINUTE
        super().__init__(
            scope,
            id,
            name=names.of("recovery"),
            description="The handbook's recovery objectives",
            multi_az=resiliencehub.CfnPolicy.MultiAzTargetsProperty(
                disaster_recovery_approach="HOT_STANDBY" if standby else "BACKUP_AND_RESTORE",
                rto_in_minutes=rto,
                rpo_in_minutes=rpo,
            ),
            multi_region=resiliencehub.CfnPolicy.MultiRegionTargetsProperty(
                disaster_recovery_approach="BACKUP_AND_RESTORE",
                rto_in_minutes=rto,
                rpo_in_minutes=rpo,
            ),
            data_recovery=resiliencehub.CfnPolicy.DataRecoveryTargetsProperty(
                time_between_backups_in_minutes=recovery.backups.database.cadence.longest // _MINUTE
            ),
        )
