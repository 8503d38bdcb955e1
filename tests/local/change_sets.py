"""Change sets that import, as a test asks for them."""

import json
from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from local.cloud import EmbeddedAws
from tests.local.helpers import REGION, eventually

Resource = dict[str, Any]
Resources = Mapping[str, Resource]


def retained(kind: str, **properties: object) -> Resource:
    """A resource that outlives its stack."""
    return {"Type": kind, "DeletionPolicy": "Retain", "Properties": properties}


def actions(described: Mapping[str, Any]) -> dict[str, str]:
    """Logical id -> what the change set does with it."""
    changes = [one["ResourceChange"] for one in described["Changes"]]
    return {one["LogicalResourceId"]: one["Action"] for one in changes}


class Importing:
    """Change sets of one stack, which the first of them makes."""

    def __init__(self, aws: EmbeddedAws) -> None:
        self._aws = aws
        self.cloudformation = aws.client("cloudformation", REGION)
        self.stack = f"stack-{uuid4().hex[:8]}"
        self._change_sets: list[str] = []

    def _prepare(self, resources: Resources, **said: object) -> Mapping[str, Any]:
        told = {"StackName": self.stack, "ChangeSetName": self._change_set()}
        body = json.dumps({"Resources": resources})
        request: dict[str, object] = {**told, "TemplateBody": body, **said}
        self._aws.call("cloudformation", REGION, "create_change_set", **request)
        return self._aws.call("cloudformation", REGION, "describe_change_set", **told)

    def _change_set(self) -> str:
        self._change_sets.append(f"take-over-{len(self._change_sets)}")
        return self._change_sets[-1]

    def named(self, resources: Resources) -> Mapping[str, Any]:
        """One that imports what has a name and is there."""
        return self._prepare(resources, ChangeSetType="CREATE", ImportExistingResources=True)

    def mapped(
        self, resources: Resources, identifiers: Mapping[str, Mapping[str, str]]
    ) -> Mapping[str, Any]:
        """One of type IMPORT."""
        to_import = [
            {
                "LogicalResourceId": name,
                "ResourceType": resources[name]["Type"],
                "ResourceIdentifier": dict(identifier),
            }
            for name, identifier in identifiers.items()
        ]
        return self._prepare(resources, ChangeSetType="IMPORT", ResourcesToImport=to_import)

    def execute(self) -> str:
        """Execute it; the state it ends in."""
        self.cloudformation.execute_change_set(
            StackName=self.stack, ChangeSetName=self._change_sets[-1]
        )

        def state() -> str:
            return self.cloudformation.describe_stacks(StackName=self.stack)["Stacks"][0][
                "StackStatus"
            ]

        eventually(lambda: not state().endswith("_IN_PROGRESS"))
        return state()

    def owned(self) -> dict[str, str]:
        """Logical id -> physical id."""
        found = self.cloudformation.describe_stack_resources(StackName=self.stack)
        return {
            one["LogicalResourceId"]: one.get("PhysicalResourceId", "")
            for one in found["StackResources"]
        }
