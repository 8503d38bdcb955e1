"""The database and the media of the primary Region, each with its copies."""

from aws_cdk import Environment as Target
from aws_cdk import Stack
from constructs import Construct

from environments import Environment
from filmops.access_logs import AccessLogs
from filmops.boards.alarm_list import alarm_list
from filmops.composites import Alarms
from filmops.dashboards import place_of, render_board
from filmops.data_key import DataKey
from filmops.database import Database
from filmops.database_home import DatabaseHome
from filmops.database_size import DatabaseSize
from filmops.media_bucket import MediaBucket
from filmops.media_names import media_bucket_name
from filmops.names import Names
from filmops.rendering import render
from filmops.replication import Replication
from filmops.resilience_policy import ResiliencePolicy
from filmops.third_copy import ThirdCopy
from filmops.uncopied_media import UncopiedMedia, uncopied_media
from filmops.vault import Vault
from filmops.watched_events import ONE_OF_TWO
from stacks.links import guide_of, links_of
from stacks.networks import network_of
from stacks.paging import Paging
from stacks.platform import name_of
from stacks.recovery import Recovery

BOARD = "recovery"


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
        self.media = self._media(recovery)
        self.database = self._database(recovery)
        self._third_copy(recovery)
        if environment.resilience_policy:
            ResiliencePolicy(
                self,
                "ResiliencePolicy",
                names=names,
                recovery=environment.handbook.recovery,
                standby=environment.sizes.database.standby,
            )
        self._watch(paging)

    def _media(self, recovery: Recovery) -> MediaBucket:
        key = DataKey(self, "MediaKey", names=self._names, seals="media")
        bucket = MediaBucket(
            self,
            "Media",
            name=media_bucket_name(self._names, self.account, self.region),
            key=key,
            access_logs=AccessLogs(self, "AccessLogs"),
            undo=self._kept,
        )
        Replication(self, "Replication", bucket=bucket, key=key, replica=recovery.replica)
        UncopiedMedia(self, "Uncopied", names=self._names, bucket=bucket, key=key)
        return bucket

    def _database(self, recovery: Recovery) -> Database:
        environment, size = self._environment, self._environment.sizes.database
        named, networks = environment.platform.database, environment.network
        home = DatabaseHome(
            self,
            "Home",
            names=self._names,
            network=network_of(self, networks and networks.primary, self._names),
            connections=size.connections,
        )
        return Database(
            self,
            "Database",
            identifier=name_of(self, named) if named else self._names.of("database"),
            home=home,
            size=DatabaseSize(
                instance=size.instance,
                storage=size.storage,
                storage_limit=size.storage_limit,
                standby=size.standby,
            ),
            key=DataKey(self, "DatabaseKey", names=self._names, seals="database"),
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

    def _watch(self, paging: Paging) -> None:
        board = self._names.of(BOARD)
        severity = self._environment.handbook.severity_of(ONE_OF_TWO)
        alarm = uncopied_media(self._names, severity)
        links = links_of(self._environment, self.region, board)
        alarms = Alarms((alarm,))
        render(self, alarms, actions=paging.path.actions, links=links)
        heading = guide_of(self._environment, self._names).heading("Recovery", "uncopied-media")
        render_board(self, alarm_list(board, "Recovery", heading, alarms), place_of(self))
