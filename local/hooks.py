"""Every private name of ministack this project touches, and nothing untyped beyond this file.

The emulator is pinned. `check` runs at its start and says in one line which name is gone, so that a
new version is met by a decision instead of by a page that silently never leaves.
"""

from collections.abc import Awaitable, Callable, Iterable, Mapping, MutableMapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import version
from typing import Any, Generic, Protocol, TypeVar, cast

PINNED = "1.5.33"

Json = dict[str, Any]
Store = MutableMapping[str, Json]
"""A service's records of the account and Region at hand."""

T = TypeVar("T")


class HookGoneError(Exception):
    """The installed ministack lacks a name the launcher works with."""


@dataclass(frozen=True)
class Hook(Generic[T]):
    """One name in one of ministack's modules."""

    module: str
    name: str

    def get(self) -> T:
        """What stands there now."""
        return cast("T", getattr(import_module(f"ministack.{self.module}"), self.name))

    def put(self, replacement: T) -> None:
        """Have ministack use this instead."""
        setattr(import_module(f"ministack.{self.module}"), self.name, replacement)

    def check(self) -> None:
        """Raise HookGoneError when the name is not there."""
        if not hasattr(import_module(f"ministack.{self.module}"), self.name):
            raise HookGoneError(
                f"ministack {version('ministack')}: {self.module}.{self.name} is gone; "
                f"local/hooks.py is written for ministack {PINNED}"
            )


class ServiceHandler(Protocol):
    """How every service of the emulator answers a request: status, headers, body."""

    def __call__(
        self,
        method: str,
        path: str,
        headers: Mapping[str, str],
        body: bytes,
        query_params: Mapping[str, list[str]],
    ) -> Awaitable[tuple[int, Mapping[str, str], bytes]]:
        """Answer it."""
        ...


Answer = tuple[int, Mapping[str, str], bytes]
CREATE = Callable[[str, Json, str], tuple[str, Json]]
UPDATE = Callable[..., tuple[str, Json]]
DELETE = Callable[[str, Json], None]
AsgiApp = Callable[[Any, Any, Any], Awaitable[None]]

# the server, and whose request is being answered
APP = Hook[AsgiApp]("app", "app")
ACCOUNT = Hook[Callable[[], str]]("core.responses", "get_account_id")
REGION = Hook[Callable[[], str]]("core.responses", "get_region")
SCOPE = Hook[Callable[[str, str], AbstractContextManager[None]]]("core.responses", "request_scope")

# CloudFormation
RESOURCE_HANDLERS = Hook[dict[str, Json]](
    "services.cloudformation.provisioners", "_RESOURCE_HANDLERS"
)
RESOLVE = Hook[Callable[..., Any]]("services.cloudformation.engine", "_resolve_refs")
PHYSICAL_NAME = Hook[Callable[..., str]]("services.cloudformation.provisioners", "_physical_name")
STACKS = Hook[Store]("services.cloudformation", "_stacks")
STACK_ACTIONS = Hook[dict[str, Callable[[Json], Answer]]](
    "services.cloudformation.handlers", "_ACTION_HANDLERS"
)
# by type: what identifies a thing to be imported, and what is wrong with the one that was named
IMPORTABLE = Hook[dict[str, tuple[tuple[str, ...], Callable[..., str | None]]]](
    "services.cloudformation.changesets", "_IMPORT_LOOKUPS"
)
CHANGE_SETS = Hook[Store]("services.cloudformation", "_change_sets")
NAME_CONFLICT = Hook[Callable[[str], str | None]](
    "services.cloudformation.provisioners", "s3_bucket_name_conflict"
)
TAGGED = Hook[Callable[..., Json]]("services.cloudformation.stacks", "_with_stack_tags")

# CloudWatch: its own evaluation, its notifications, its records
ALARMS = Hook[Store]("services.cloudwatch", "_alarms")
COMPOSITE_ALARMS = Hook[Store]("services.cloudwatch", "_composite_alarms")
EVALUATE_ALARM = Hook[Callable[[Json], None]]("services.cloudwatch", "_evaluate_alarm")
ALARM_ACTIONS = Hook[Callable[[Json, str, str, str], None]](
    "services.cloudwatch", "_dispatch_alarm_actions"
)

# SNS: who gets a message, how it is wrapped, how it leaves
TOPIC = Hook[Callable[[str], Json | None]]("services.sns", "_topic_by_arn_any_scope")
FAN_OUT = Hook[Callable[..., None]]("services.sns", "_fanout")
MATCHES_FILTER = Hook[Callable[[Json, Json, str], bool]]("services.sns", "_matches_filter_policy")
MESSAGE_FOR = Hook[Callable[[str, str, str], str]]("services.sns", "_resolve_message_for_protocol")
ENVELOPE = Hook[Callable[[str, str, str, str, Json, bool], str]]("services.sns", "_build_envelope")
DELIVER_TO_HTTP = Hook[Callable[[str, str], Awaitable[None]]]("services.sns", "_deliver_to_http")
SEND_CONFIRMATION = Hook[Callable[[str, Json], Awaitable[None]]](
    "services.sns", "_send_subscription_confirmation"
)
CONFIRM = Hook[Callable[[Json], object]]("services.sns", "_confirm_subscription")
TO_QUEUE = Hook[Callable[..., None]]("services.sns", "_deliver_to_sqs")
QUEUE = Hook[Callable[[str], Json | None]]("services.sqs", "_queue_by_arn")

# EventBridge and Scheduler: how a target is invoked
INVOKE_TARGET = Hook[Callable[..., None]]("services.eventbridge", "_invoke_target")
TO_API_DESTINATION = Hook[Callable[[Any, str, Json], None]](
    "services.eventbridge", "_dispatch_to_api_destination"
)
API_DESTINATIONS = Hook[Store]("services.eventbridge", "_api_destinations")
CONNECTIONS = Hook[Store]("services.eventbridge", "_connections")
API_REQUEST = Hook[Callable[[Json, Json, Json, str], Json]](
    "services.eventbridge", "_build_api_destination_request"
)
API_CREDENTIALS = Hook[Callable[[Json, object], dict[str, str]]](
    "services.eventbridge", "_connection_auth_headers"
)
EVENT_VIEW = Hook[Callable[[Json], Any]]("services.eventbridge", "_pattern_event_view")
PUT_EVENTS = Hook[Callable[[Json, bool], object]]("services.eventbridge", "_put_events")
SCHEDULES = Hook[Store]("services.scheduler", "_schedules")

# RDS: its records, how it tells of one, and what it can be asked
DATABASES = Hook[Store]("services.rds", "_instances")
SUBNET_GROUPS = Hook[Store]("services.rds", "_subnet_groups")
DATABASE_FIELDS = Hook[Callable[[Json], Json]](
    "services.cloudformation.provisioners", "_rds_db_instance_fields"
)
DATABASE_ATTRIBUTES = Hook[Callable[[Json], Json]](
    "services.cloudformation.provisioners", "_rds_db_instance_attrs"
)
DATABASE_XML = Hook[Callable[[Json], str]]("services.rds", "_instance_xml")
RDS_ACTIONS = Hook[dict[str, Callable[..., object]]]("services.rds", "_ACTION_MAP")

SERVICES = {
    "backup": Hook[ServiceHandler]("services.backup", "handle_request"),
    "cloudwatch": Hook[ServiceHandler]("services.cloudwatch", "handle_request"),
    "ec2": Hook[ServiceHandler]("services.ec2", "handle_request"),
    "events": Hook[ServiceHandler]("services.eventbridge", "handle_request"),
    "lambda": Hook[ServiceHandler]("services.lambda_svc", "handle_request"),
    "s3": Hook[ServiceHandler]("services.s3", "handle_request"),
    "scheduler": Hook[ServiceHandler]("services.scheduler", "handle_request"),
    "sns": Hook[ServiceHandler]("services.sns", "handle_request"),
}
"""The services whose own API our resource handlers call, by their boto3 name."""


class _OfAllRegions(Protocol):
    def all_items(self) -> Iterable[tuple[tuple[str, str, str], Json]]: ...


def databases_everywhere() -> Iterable[tuple[tuple[str, str, str], Json]]:
    """Account, Region and identifier of every database, with its record."""
    return cast("_OfAllRegions", DATABASES.get()).all_items()


def every_hook() -> tuple[Hook[Any], ...]:
    """All of the above."""
    found = [cast("Hook[Any]", value) for value in globals().values() if isinstance(value, Hook)]
    return (*found, *SERVICES.values())


def check() -> None:
    """Raise HookGoneError for the first hook the installed ministack lacks."""
    for hook in every_hook():
        hook.check()
