"""A vault for backups that nobody can take away early."""

from datetime import timedelta

from aws_cdk import Duration, RemovalPolicy
from aws_cdk import aws_backup as backup
from constructs import Construct

from filmops.data_key import DataKey
from filmops.names import Names

VAULT = "vault"
_LONGEST = timedelta(days=365)  # once the lock is final, a typo of a century stays for a century


class Vault(backup.BackupVault):
    """Recovery points are kept at least `kept`, and deleted by their age only.

    With `final_after` the lock becomes final so long after the deployment: it cannot be lifted by
    anybody, and the vault lives as long as its youngest point. Without it, who may change the lock
    may lift it. The name is fixed: the other Region's plan copies to it.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        names: Names,
        kept: timedelta,
        final_after: timedelta | None,
    ) -> None:
        key = DataKey(scope, f"{id}Key", names=names, seals=VAULT)
        super().__init__(
            scope,
            id,
            backup_vault_name=names.of(VAULT),
            encryption_key=key,
            block_recovery_point_deletion=True,
            lock_configuration=backup.LockConfiguration(
                min_retention=_days(kept),
                max_retention=_days(_LONGEST),
                changeable_for=_days(final_after) if final_after else None,
            ),
            removal_policy=RemovalPolicy.RETAIN,
        )


def _days(duration: timedelta) -> Duration:
    return Duration.days(duration // timedelta(days=1))
