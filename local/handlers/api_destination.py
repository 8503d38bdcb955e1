"""AWS::Events::ApiDestination, through the EventBridge API."""

from local import hooks
from local.handlers.kinds import OfEventBridge
from local.resource import Made


class ApiDestination(OfEventBridge):
    """Real: a rule's event is sent to the stand-in of its host."""

    type = "AWS::Events::ApiDestination"
    noun = "api_destination"

    def made(self, name: str, described: hooks.Json) -> Made:
        """Its ARN, under both names."""
        arn = described["ApiDestinationArn"]
        return Made(name, {"Arn": arn, "ArnForPolicy": arn})
