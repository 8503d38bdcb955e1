"""AWS::Events::ApiDestination, through the EventBridge API."""

from local import hooks
from local.inside import call
from local.resource import Made, Wanted


class ApiDestination:
    """Real: a rule's event is sent to the stand-in of its host."""

    type = "AWS::Events::ApiDestination"

    def create(self, wanted: Wanted) -> Made:
        """Create it."""
        name = wanted.name("Name")
        call("events", "create_api_destination", {**wanted.properties, "Name": name})
        return self._made(name)

    def update(self, physical_id: str, before: hooks.Json, wanted: Wanted) -> Made:
        """Change it in place, or replace it under another name."""
        del before
        name = wanted.name("Name")
        if name != physical_id:
            return self.create(wanted)
        call("events", "update_api_destination", {**wanted.properties, "Name": name})
        return self._made(name)

    def delete(self, physical_id: str, properties: hooks.Json) -> None:
        """Delete it."""
        del properties
        call("events", "delete_api_destination", {"Name": physical_id})

    def _made(self, name: str) -> Made:
        found = call("events", "describe_api_destination", {"Name": name})
        return Made(
            name, {"Arn": found["ApiDestinationArn"], "ArnForPolicy": found["ApiDestinationArn"]}
        )
