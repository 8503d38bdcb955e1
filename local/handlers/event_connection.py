"""AWS::Events::Connection, through the EventBridge API."""

from local import hooks
from local.inside import call
from local.resource import Made, Wanted


class EventConnection:
    """Real: its credentials and parameters go into every request to a destination."""

    type = "AWS::Events::Connection"

    def create(self, wanted: Wanted) -> Made:
        """Create it."""
        name = wanted.name("Name")
        call("events", "create_connection", {**wanted.properties, "Name": name})
        return self._made(name)

    def update(self, physical_id: str, before: hooks.Json, wanted: Wanted) -> Made:
        """Change it in place, or replace it under another name."""
        del before
        name = wanted.name("Name")
        if name != physical_id:
            return self.create(wanted)
        call("events", "update_connection", {**wanted.properties, "Name": name})
        return self._made(name)

    def delete(self, physical_id: str, properties: hooks.Json) -> None:
        """Delete it."""
        del properties
        call("events", "delete_connection", {"Name": physical_id})

    def _made(self, name: str) -> Made:
        arn: str = call("events", "describe_connection", {"Name": name})["ConnectionArn"]
        # Secrets Manager would hold the credentials under this name; the emulator keeps them itself
        account, region = arn.split(":")[4], arn.split(":")[3]
        secret = f"arn:aws:secretsmanager:{region}:{account}:secret:events!connection/{name}"
        return Made(name, {"Arn": arn, "ArnForPolicy": arn, "SecretArn": secret})
