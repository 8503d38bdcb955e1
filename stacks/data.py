"""The database and the media of the primary Region, each with its copies."""

from aws_cdk import Environment as Target
from aws_cdk import Stack
from constructs import Construct

from environments import Environment
from filmops.access_logs import AccessLogs
from filmops.data_key import DataKey
from filmops.database import Database
from filmops.database_care import CaredFor
from filmops.database_home import DatabaseHome
from filmops.database_size import DatabaseSize
from filmops.media_bucket import MediaBucket
from filmops.names import Names
from filmops.recovery_point import Copy
from filmops.replication import Replication
from filmops.resilience_policy import ResiliencePolicy
from filmops.third_copy import ThirdCopy
from filmops.uncopied_media import UncopiedMedia
from filmops.vault import Vault
from stacks.adopted import media_bucket, origin_of, subnet_group_of
from stacks.drills import POINT_IN_TIME, Drills, Place
from stacks.networks import network_of
from stacks.paging import Paging
from stacks.platform import database_name
from stacks.primary_runbooks import primary_runbooks
from stacks.recovery import Recovery
from stacks.recovery_watch import watch_recovery
from stacks.shelf import shelf_in


class Data(Stack):
    """What may not be lost, and its ways out of the Region; deployed after `recovery`."""

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        env: Target,
        environment: Environment,
        names: Names,
        paging: Paging,
        recovery: Recovery,
    ) -> None:
        super().__init__(scope, id, env=env)
        self._environment = environment
        self._names = names
        self._kept = environment.handbook.recovery.backups.database.retention
        self.add_stack_dependency(recovery)
        self.access_logs = AccessLogs(self, "AccessLogs")
        self.media = self._media(recovery)
        networks = environment.network
        self._network = network_of(self, networks and networks.primary, names)
        key = DataKey(self, "DatabaseKey", names=names, seals="database")
        home = self._home()
        self.database = self._database(recovery, home, key)
        self._third_copy(recovery)
        if environment.resilience_policy:
            ResiliencePolicy(
                self,
                "ResiliencePolicy",
                names=names,
                recovery=environment.handbook.recovery,
                standby=environment.sizes.database.standby,
            )
        self.cared_for = CaredFor(
            self.database, key, home.security_group.attr_group_id, self._network
        )
        primary_runbooks(shelf_in(self, environment, names, paging=paging, home=home, key=key))
        drills = self._drills(home, paging)
        drills.point_in_time(key)
        watch_recovery(
            self,
            environment,
            names,
            copy=Copy.PRIMARY,
            database=self.database.identifier,
            paging=paging,
            drills=drills.alarms,
        )

    def _media(self, recovery: Recovery) -> MediaBucket:
        key = DataKey(self, "MediaKey", names=self._names, seals="media")
        bucket = MediaBucket(
            self,
            "Media",
            name=media_bucket(self._environment, self._names, self.region),
            key=key,
            access_logs=self.access_logs,
            undo=self._kept,
        )
        Replication(self, "Replication", bucket=bucket, key=key, replica=recovery.replica)
        UncopiedMedia(self, "Uncopied", names=self._names, bucket=bucket, key=key)
        return bucket

    def _home(self) -> DatabaseHome:
        return DatabaseHome(
            self,
            "Home",
            names=self._names,
            network=self._network,
            connections=self._environment.sizes.database.connections,
            subnet_group=subnet_group_of(self._environment),
        )

    def _drills(self, home: DatabaseHome, paging: Paging) -> Drills:
        return Drills(
            self,
            "Drills",
            environment=self._environment,
            names=self._names,
            place=Place(self._network, home, self.access_logs, paging.path.lost_pages),
            kinds=[POINT_IN_TIME],
        )

    def _database(self, recovery: Recovery, home: DatabaseHome, key: DataKey) -> Database:
        environment, size = self._environment, self._environment.sizes.database
        return Database(
            self,
            "Database",
            identifier=database_name(self, environment, self._names),
            origin=origin_of(environment),
            home=home,
            size=DatabaseSize(
                instance=size.instance,
                storage=size.storage,
                storage_limit=size.storage_limit,
                standby=size.standby,
            ),
            key=key,
            retention=self._kept,
            copies=recovery.backup_copies,
            maintenance=environment.handbook.maintenance,
        )

    def _third_copy(self, recovery: Recovery) -> None:
        locked = self._environment.third_copy
        vault = Vault(
            self,
            "Vault",
            names=self._names,
            kept=self._kept,
            final_after=locked and locked.lock_final_after,
        )
        ThirdCopy(
            self,
            "ThirdCopy",
            names=self._names,
            vault=vault,
            database=self.database.arn,
            copied_to=recovery.region,
            kept=self._kept,
        )
