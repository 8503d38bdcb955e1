"""What the emulator's CloudFormation cannot import: a database, its subnet group, a bucket by name.

The refusals, the events and the imports of keys and log groups are ministack's own.
"""

from collections.abc import Iterator, Mapping

from local import hooks
from local.handlers.database import keep
from local.resource import Wanted

INSTANCE, SUBNETS = "AWS::RDS::DBInstance", "AWS::RDS::DBSubnetGroup"
_IDENTIFIER, _NAME, _BUCKET = "DBInstanceIdentifier", "DBSubnetGroupName", "BucketName"


class Imports:
    """Resource import of RDS, as CloudFormation documents it.

    A subnet group is taken as it is. An instance gets what the template says, for CloudFormation
    "applies the changes in the template during the import operation" of one
    (https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-rds-dbinstance.html).
    What AWS does where such a change would replace it is written nowhere; here the import fails.
    """

    def __init__(self) -> None:
        self._tagged = hooks.TAGGED.get()
        self._conflict = hooks.NAME_CONFLICT.get()
        self._wanted: Wanted | None = None

    def install(self) -> None:
        """Have CloudFormation import through this; after the handlers are registered."""
        hooks.TAGGED.put(self._noting)
        hooks.NAME_CONFLICT.put(self._conflict_of)
        hooks.IMPORTABLE.get()[INSTANCE] = ((_IDENTIFIER,), _no_instance)
        hooks.IMPORTABLE.get()[SUBNETS] = ((_NAME,), _no_group)
        handlers = hooks.RESOURCE_HANDLERS.get()
        handlers[INSTANCE]["import"] = self._instance
        handlers[SUBNETS]["import"] = _group

    def _conflict_of(self, bucket: str) -> str | None:
        """ministack refuses to deploy any bucket that is there, the one being imported too."""
        imports = (
            identifier
            for one in hooks.CHANGE_SETS.get().values()
            if one["ExecutionStatus"] == "EXECUTE_IN_PROGRESS"
            for identifier in one["_import_existing"].values()
        )
        return None if {_BUCKET: bucket} in imports else self._conflict(bucket)

    def _noting(
        self, kind: str, properties: hooks.Json, tags: object, stack: str, *identity: str
    ) -> hooks.Json:
        """An import is handed no properties; this is called with them right before."""
        self._wanted = Wanted(stack, identity[-1], properties) if kind == INSTANCE else None
        return self._tagged(kind, properties, tags, stack, *identity)

    def _instance(self, identifier: Mapping[str, str]) -> tuple[str, hooks.Json]:
        name = identifier[_IDENTIFIER]
        record = hooks.DATABASES.get()[name]
        wanted, self._wanted = self._wanted, None
        kept: Mapping[str, object] = {}
        if wanted and wanted.properties.get(_IDENTIFIER) == name:
            if changed := list(_changed_for_good(record, wanted.properties)):
                raise ValueError(f"{name}: an import cannot change {', '.join(changed)}")
            record.update(hooks.DATABASE_FIELDS.get()(wanted.properties))
            kept = keep(name, wanted)
        return name, {**hooks.DATABASE_ATTRIBUTES.get()(record), **kept}


def _changed_for_good(record: hooks.Json, wanted: hooks.Json) -> Iterator[str]:
    there = {
        **record,
        _NAME: record["DBSubnetGroup"].get(_NAME),
        "Port": record["Endpoint"]["Port"],
    }
    names = ("DBName", _NAME, "Engine", "KmsKeyId", "MasterUsername", "Port", "StorageEncrypted")
    for name in names:
        if name in wanted and str(wanted[name]).lower() != str(there.get(name)).lower():
            yield name


def _no_instance(name: str) -> str | None:
    return None if name in hooks.DATABASES.get() else f"DBInstance {name} not found."


def _no_group(name: str) -> str | None:
    return (
        None if name in hooks.SUBNET_GROUPS.get() else f"DB subnet group '{name}' does not exist."
    )


def _group(identifier: Mapping[str, str]) -> tuple[str, hooks.Json]:
    name = identifier[_NAME]
    return name, {"DBSubnetGroupArn": hooks.SUBNET_GROUPS.get()[name]["DBSubnetGroupArn"]}
