"""What each command of a runbook asks IAM for: an action, on the resource the command names."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from assurance.assembly import Stage
from assurance.assembly.values import texts
from assurance.policy.request import NOTHING, Context
from tests.docs.runbooks import Command

READER = "filmops_readonly"
_CALLED = {"elbv2": "elasticloadbalancing", "s3api": "s3", "stepfunctions": "states"}
"""Services that the CLI calls otherwise than IAM does."""
_SPELLED = {
    "lambda invoke": "lambda:InvokeFunction",
    "logs tail": "logs:FilterLogEvents",
    "rds generate-db-auth-token": "rds-db:connect",
    "s3 cp": "s3:GetObject",
    "s3 ls": "s3:ListBucket",
    "s3api copy-object": "s3:PutObject",
    "s3api head-object": "s3:GetObject",
    "s3api list-bucket-metrics-configurations": "s3:GetMetricsConfiguration",
    "s3api list-object-versions": "s3:ListBucketVersions",
}
"""Commands whose action has another name (service authorization reference)."""
_BOUNDED: Context = {
    "iam:PermissionsBoundary": ("arn:aws:iam::000000000000:policy/filmops-boundary",)
}


@dataclass(frozen=True, slots=True)
class Asked:
    """One question to IAM; an action on no resource is asked on `*`, which only `*` answers."""

    command: Command
    action: str
    resource: str = "*"
    given: Context = field(default_factory=lambda: NOTHING)

    def __str__(self) -> str:
        return f"{self.action} on {self.resource} ({self.command})"


@dataclass(slots=True)
class Reading:
    """Reads commands in their order: what one names may be what the one before it has found."""

    stage: Stage
    prefix: str
    account: str
    _machine: str = field(default="", init=False)
    _query: str = field(default="", init=False)

    def asked(self, commands: Sequence[Command]) -> Iterator[Asked]:
        """What every command asks, in either of the two ways of a command with two."""
        for one in commands:
            self._machine = _option(one, "state-machine-arn") or self._machine
            self._query = _option(one, "query-definition-name-prefix") or self._query
            action = _action(one.name)
            for resource in _NAMED.get(action.partition(":")[0], _anything)(self, one):
                given = _BOUNDED if action.startswith("iam:") else NOTHING
                yield Asked(one, action, resource, given)
            yield from self._besides(one)

    def arn(self, command: Command, service: str, rest: str) -> str:
        """Something of the Region the command is sent to."""
        return f"arn:aws:{service}:{_option(command, 'region')}:{self.account}:{rest}"

    def _besides(self, command: Command) -> Iterator[Asked]:
        """What is sealed is opened by the caller; what is copied is written too."""
        if command.name == "s3 cp" and len(paths := _paths(command)) > 1:
            yield Asked(command, "s3:PutObject", f"arn:aws:s3:::{paths[-1]}")
        is_read = command.name == "sqs receive-message"
        if is_read and _option(command, "queue-url").endswith("-lost-pages"):
            yield self._opens(command, "paging")
        if command.name == "s3 cp" and f"s3://{self.prefix}-drills-" in " ".join(command.words):
            yield self._opens(command, "drills")

    def _opens(self, command: Command, sealed: str) -> Asked:
        given = {"kms:ResourceAliases": (f"alias/{self.prefix}-{sealed}",)}
        return Asked(command, "kms:Decrypt", self.arn(command, "kms", "key/1"), given)

    def log_groups(self, command: Command) -> Iterator[str]:
        """Of the saved query that was looked up, or of the command itself."""
        names = [one for one in command.words if one.startswith("/")][:1]
        if command.name == "logs start-query":
            names = [
                group
                for one in self.stage.resources("AWS::Logs::QueryDefinition")
                if one.properties.get("Name") == self._query
                for group in texts(one.properties.get("LogGroupNames"))
            ]
        for name in names:
            yield self.arn(command, "logs", f"log-group:{name}:log-stream:any")

    def database(self, command: Command) -> Iterator[str]:
        """The database's resource id, in what measures it and in what lets somebody sign in."""
        for one in self.stage.resources("AWS::RDS::DBInstance"):
            id = f"{one.stack.place.token(one.logical_id)[:-1]}.DbiResourceId}}"  # noqa: A001
            if command.name.startswith("pi "):
                yield self.arn(command, "pi", f"metrics/rds/{id}")
            else:
                user = _option(command, "username")
                yield self.arn(command, "rds-db", f"dbuser:{id}/{user}")

    @property
    def run(self) -> str:
        """A run of the machine whose runs were listed."""
        return f"{self._machine.replace(':stateMachine:', ':execution:')}:run"


def _action(name: str) -> str:
    service, verb = name.split()
    spelled = f"{_CALLED.get(service, service)}:{verb.replace('-', '')}"
    return _SPELLED.get(name, spelled)


def _option(command: Command, name: str) -> str:
    return " ".join(command.options.get(name, ()))


def _paths(command: Command) -> Sequence[str]:
    return [one.removeprefix("s3://") for one in command.words if one.startswith("s3://")]


def _anything(_: Reading, __: Command) -> Iterator[str]:
    yield "*"


def _dynamodb(here: Reading, command: Command) -> Iterator[str]:
    yield here.arn(command, "dynamodb", f"table/{_option(command, 'table-name')}")


def _iam(here: Reading, command: Command) -> Iterator[str]:
    role, user = _option(command, "role-name"), _option(command, "user-name")
    yield f"arn:aws:iam::{here.account}:{f'role/{role}' if role else f'user/{user}'}"


def _lambda(here: Reading, command: Command) -> Iterator[str]:
    yield here.arn(command, "lambda", f"function:{_option(command, 'function-name')}")


def _logs(here: Reading, command: Command) -> Iterator[str]:
    if command.name in ("logs tail", "logs start-query"):
        yield from here.log_groups(command)
    else:
        yield "*"


def _rds(here: Reading, command: Command) -> Iterator[str]:
    if "describe-" in command.name:
        yield "*"
    elif snapshot := _option(command, "db-snapshot-identifier"):
        yield here.arn(command, "rds", f"snapshot:{snapshot}")
    else:
        given = _option(command, "resource-identifier")
        yield given or here.arn(command, "rds", f"db:{_option(command, 'db-instance-identifier')}")


def _s3(_: Reading, command: Command) -> Iterator[str]:
    if command.words[0] == "s3api":
        bucket, key = _option(command, "bucket"), _option(command, "key")
        yield f"arn:aws:s3:::{bucket}/{key}" if key else f"arn:aws:s3:::{bucket}"
        return
    path = _paths(command)[0]
    yield f"arn:aws:s3:::{path.partition('/')[0] if command.name == 's3 ls' else path}"


def _sqs(here: Reading, command: Command) -> Iterator[str]:
    reads = ("get-", "list-")
    name = _option(command, "queue-url").rpartition("/")[2]
    is_read = command.words[1].startswith(reads) or not name
    yield "*" if is_read else here.arn(command, "sqs", name)


def _ssm(here: Reading, command: Command) -> Iterator[str]:
    if name := _option(command, "document-name"):
        yield here.arn(command, "ssm", f"automation-definition/{name}:$DEFAULT")
    elif path := _option(command, "name"):
        yield here.arn(command, "ssm", f"parameter{path}")
    elif command.words[1] == "send-automation-signal":
        run = _option(command, "automation-execution-id")
        yield here.arn(command, "ssm", f"automation-execution/{run}")
    else:
        yield "*"


def _states(here: Reading, command: Command) -> Iterator[str]:
    if command.words[1].startswith("list-"):
        yield "*"
    elif command.words[1].startswith("start-"):
        yield _option(command, "state-machine-arn")
    else:
        yield here.run


_NAMED: Mapping[str, Callable[[Reading, Command], Iterator[str]]] = {
    "dynamodb": _dynamodb,
    "iam": _iam,
    "lambda": _lambda,
    "logs": _logs,
    "pi": Reading.database,
    "rds": _rds,
    "rds-db": Reading.database,
    "s3": _s3,
    "sqs": _sqs,
    "ssm": _ssm,
    "states": _states,
}
"""By service, what its commands name; of the others only reads occur, on everything."""
