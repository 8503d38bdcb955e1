"""AWS::Events::Connection, through the EventBridge API."""

from local import hooks
from local.handlers.kinds import OfEventBridge
from local.resource import Made


class EventConnection(OfEventBridge):
    """Real: its credentials and parameters go into every request to a destination."""

    type = "AWS::Events::Connection"
    noun = "connection"

    def made(self, name: str, described: hooks.Json) -> Made:
        """Its ARN, and that of the secret it would keep its credentials in."""
        arn: str = described["ConnectionArn"]
        # Secrets Manager would hold the credentials under this name; the emulator keeps them itself
        account, region = arn.split(":")[4], arn.split(":")[3]
        secret = f"arn:aws:secretsmanager:{region}:{account}:secret:events!connection/{name}"
        return Made(name, {"Arn": arn, "ArnForPolicy": arn, "SecretArn": secret})
