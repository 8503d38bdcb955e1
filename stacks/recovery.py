"""What waits in the recovery Region: replica, keys, a home for the database, and who watches it."""

from aws_cdk import Environment as Target
from aws_cdk import Stack
from constructs import Construct

from environments import Environment
from filmops.access_logs import AccessLogs
from filmops.data_key import DataKey
from filmops.database_home import DatabaseHome
from filmops.drill_calendar import RESTORE_TEST_DAY, drill_cron
from filmops.media_bucket import MediaBucket
from filmops.names import Names
from filmops.recovery_point import Copy
from filmops.replica import BackupCopies, Replica
from filmops.restore_test import RestoreTest
from filmops.restore_test_check import THIRD_COPY
from filmops.vault import Vault
from stacks.adopted import media_bucket
from stacks.drills import REGION, Drills, Place
from stacks.networks import network_of
from stacks.paging import Paging
from stacks.platform import database_name
from stacks.recovery_runbooks import recovery_runbooks
from stacks.recovery_watch import watch_recovery
from stacks.shelf import shelf_in


class Recovery(Stack):
    """Everything a recovery needs before it begins; it depends on nothing of the primary Region."""

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        env: Target,
        environment: Environment,
        names: Names,
        paging: Paging,
    ) -> None:
        super().__init__(scope, id, env=env)
        self._environment = environment
        self._names = names
        self._kept = environment.handbook.recovery.backups.database.retention
        self._database_key = DataKey(self, "DatabaseKey", names=names, seals="database")
        self._media_key = DataKey(self, "MediaKey", names=names, seals="media")
        self._access_logs = AccessLogs(self, "AccessLogs")
        self._media = self._replica_bucket()
        networks = environment.network
        self._network = network_of(self, networks and networks.recovery, names)
        home = self._home()
        shelf = shelf_in(self, environment, names, paging=paging, home=home, key=self._database_key)
        recovery_runbooks(shelf, self._media_key)
        drills = self._drills(home, paging)
        drills.of_the_third_copy(self._third_copy(home, drills.guard))
        drills.in_the_recovery_region(self._database_key)
        watch_recovery(
            self,
            environment,
            names,
            copy=Copy.REPLICA,
            database=database_name(self, environment, names),
            paging=paging,
            drills=drills.alarms,
        )

    @property
    def replica(self) -> Replica:
        """Where media is copied to."""
        return Replica(self._media.name, self.region, self._media_key.key_arn)

    @property
    def backup_copies(self) -> BackupCopies:
        """Where the database's automated backups are copied to."""
        return BackupCopies(self.region, self._database_key.key_arn)

    def _replica_bucket(self) -> MediaBucket:
        return MediaBucket(
            self,
            "Media",
            name=media_bucket(self._environment, self._names, self.region),
            key=self._media_key,
            access_logs=self._access_logs,
            undo=self._kept,
        )

    def _home(self) -> DatabaseHome:
        return DatabaseHome(
            self,
            "Home",
            names=self._names,
            network=self._network,
            connections=self._environment.sizes.database.connections,
        )

    def _third_copy(self, home: DatabaseHome, guard: str) -> RestoreTest:
        locked = self._environment.third_copy
        vault = Vault(
            self,
            "Vault",
            names=self._names,
            kept=self._kept,
            final_after=locked and locked.lock_final_after,
        )
        handbook = self._environment.handbook
        every = handbook.maintenance.tasks.restore_test.cadence
        return RestoreTest(
            self,
            "RestoreTest",
            names=self._names,
            vault=vault,
            home=home,
            guard=guard,
            expression=drill_cron(every, RESTORE_TEST_DAY, handbook.maintenance),
        )

    def _drills(self, home: DatabaseHome, paging: Paging) -> Drills:
        return Drills(
            self,
            "Drills",
            environment=self._environment,
            names=self._names,
            place=Place(self._network, home, self._access_logs, paging.path.lost_pages),
            kinds=[REGION, THIRD_COPY],
        )
