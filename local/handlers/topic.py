"""AWS::SNS::Topic: the properties the emulator's handler drops, through SetTopicAttributes."""

import json

from local import hooks
from local.inside import call
from local.resource import BuiltIn, Made, Wanted

ATTRIBUTES = {
    "KmsMasterKeyId": "KmsMasterKeyId",
    "SignatureVersion": "SignatureVersion",
    "TracingConfig": "TracingConfig",
}
"""Template property -> topic attribute."""


class Topic:
    """Real; nothing is encrypted, but the key is kept and shown."""

    type = "AWS::SNS::Topic"

    def __init__(self) -> None:
        self._own = BuiltIn.of(self.type)

    def create(self, wanted: Wanted) -> Made:
        """Create the topic."""
        return self._complete(self._own.create(wanted), {}, wanted)

    def update(self, physical_id: str, before: hooks.Json, wanted: Wanted) -> Made:
        """Change it in place, or replace it under another name."""
        made = self._own.update(physical_id, before, wanted)
        return self._complete(made, before if made.physical_id == physical_id else {}, wanted)

    def delete(self, physical_id: str, properties: hooks.Json) -> None:
        """Delete it with its subscriptions."""
        self._own.delete(physical_id, properties)

    def _complete(self, made: Made, before: hooks.Json, wanted: Wanted) -> Made:
        for property_name, attribute in ATTRIBUTES.items():
            if property_name in wanted.properties or property_name in before:
                value = wanted.properties.get(property_name, "")
                text = value if isinstance(value, str) else json.dumps(value)
                request = {"TopicArn": made.physical_id, "AttributeName": attribute}
                call("sns", "set_topic_attributes", {**request, "AttributeValue": text})
        return made
