"""AWS::Lambda::Function: the properties the emulator's handler drops, through the Lambda API."""

from local import hooks
from local.handlers.kinds import Completed
from local.inside import call
from local.resource import Made, Wanted

NO_QUEUE = {"TargetArn": ""}


class Function(Completed):
    """Real: its code runs in a process of its own, on this Python whatever its Runtime says."""

    type = "AWS::Lambda::Function"

    def complete(self, made: Made, before: hooks.Json, wanted: Wanted) -> Made:
        """Its dead-letter queue and its concurrency."""
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
