"""AWS::Lambda::Function: the properties the emulator's handler drops, through the Lambda API."""

from local import hooks
from local.inside import call
from local.resource import BuiltIn, Made, Wanted

NO_QUEUE = {"TargetArn": ""}


class Function:
    """Real: its code runs in a process of its own, on this Python whatever its Runtime says."""

    type = "AWS::Lambda::Function"

    def __init__(self) -> None:
        self._own = BuiltIn.of(self.type)

    def create(self, wanted: Wanted) -> Made:
        """Create it."""
        return self._complete(self._own.create(wanted), {}, wanted)

    def update(self, physical_id: str, before: hooks.Json, wanted: Wanted) -> Made:
        """Change it, its code included."""
        made = self._own.update(physical_id, before, wanted)
        return self._complete(made, before if made.physical_id == physical_id else {}, wanted)

    def delete(self, physical_id: str, properties: hooks.Json) -> None:
        """Delete it."""
        self._own.delete(physical_id, properties)

    def _complete(self, made: Made, before: hooks.Json, wanted: Wanted) -> Made:
        function, after = {"FunctionName": made.physical_id}, wanted.properties
        if "DeadLetterConfig" in after or "DeadLetterConfig" in before:
            queue = after.get("DeadLetterConfig", NO_QUEUE)
            request = {**function, "DeadLetterConfig": queue}
            call("lambda", "update_function_configuration", request)
        name = "ReservedConcurrentExecutions"
        if name in after:
            call("lambda", "put_function_concurrency", {**function, name: int(after[name])})
        elif name in before:
            call("lambda", "delete_function_concurrency", function)
        return made
