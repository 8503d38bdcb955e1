"""AWS::SNS::Topic: the properties the emulator's handler drops, through SetTopicAttributes."""

import json

from local import hooks
from local.handlers.kinds import Completed
from local.inside import call
from local.resource import Made, Wanted

ATTRIBUTES = {
    "KmsMasterKeyId": "KmsMasterKeyId",
    "SignatureVersion": "SignatureVersion",
    "TracingConfig": "TracingConfig",
}
"""Template property -> topic attribute."""


class Topic(Completed):
    """Real; nothing is encrypted, but the key is kept and shown."""

    type = "AWS::SNS::Topic"

    def complete(self, made: Made, before: hooks.Json, wanted: Wanted) -> Made:
        """Its attributes."""
        for property_name, attribute in ATTRIBUTES.items():
            if property_name in wanted.properties or property_name in before:
                value = wanted.properties.get(property_name, "")
                text = value if isinstance(value, str) else json.dumps(value)
                request = {"TopicArn": made.physical_id, "AttributeName": attribute}
                call("sns", "set_topic_attributes", {**request, "AttributeValue": text})
        return made
