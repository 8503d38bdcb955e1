"""What CloudFormation answers to two questions of an import, and the emulator does not."""

from collections.abc import Iterator

from local import hooks

OWNER, SUMMARY = "DescribeStackResources", "GetTemplateSummary"
_LAST = b"</GetTemplateSummaryResult>"


class StackActions:
    """Whose a resource is, asked by its physical id, and what identifies the types of a template.

    `cdk import` without a mapping asks the second.
    """

    def __init__(self) -> None:
        actions = hooks.STACK_ACTIONS.get()
        self._resources, self._summary = actions[OWNER], actions[SUMMARY]

    def install(self) -> None:
        """Have CloudFormation answer through this."""
        hooks.STACK_ACTIONS.get().update({OWNER: self._owner, SUMMARY: self._identifiers})

    def _owner(self, parameters: hooks.Json) -> hooks.Answer:
        asked = str(parameters.get("PhysicalResourceId", [""])[0])
        if not asked:
            return self._resources(parameters)
        stack = next(_stacks_with(asked), f"for {asked}")  # of that name there is none
        return self._resources({**parameters, "StackName": [stack]})

    def _identifiers(self, parameters: hooks.Json) -> hooks.Answer:
        status, headers, body = self._summary(parameters)
        told = body.decode()
        members = "".join(
            f"<member><ResourceType>{kind}</ResourceType><ResourceIdentifiers>"
            f"<member>{','.join(names)}</member></ResourceIdentifiers></member>"
            for kind, (names, _) in sorted(hooks.IMPORTABLE.get().items())
            if f"<member>{kind}</member>" in told
        )
        wrapped = f"<ResourceIdentifierSummaries>{members}</ResourceIdentifierSummaries>".encode()
        return status, headers, body.replace(_LAST, wrapped + _LAST)


def _stacks_with(physical_id: str) -> Iterator[str]:
    for name, stack in hooks.STACKS.get().items():
        resources = stack.get("_resources", {}).values()
        gone = stack.get("StackStatus") == "DELETE_COMPLETE"
        if not gone and any(one.get("PhysicalResourceId") == physical_id for one in resources):
            yield name
