"""AWS::CloudWatch::CompositeAlarm, through PutCompositeAlarm."""

from local import hooks
from local.inside import call
from local.resource import Made, Wanted

SUPPRESSION = (
    "ActionsSuppressor",
    "ActionsSuppressorWaitPeriod",
    "ActionsSuppressorExtensionPeriod",
)


class CompositeAlarm:
    """Real: the rule is evaluated when a child changes. The suppressor is kept, never obeyed."""

    type = "AWS::CloudWatch::CompositeAlarm"

    def create(self, wanted: Wanted) -> Made:
        """Put the alarm."""
        name = wanted.name("AlarmName", longest=255)
        call("cloudwatch", "put_composite_alarm", {**wanted.properties, "AlarmName": name})
        record = hooks.COMPOSITE_ALARMS.get()[name]
        for member in SUPPRESSION:
            if member in wanted.properties:
                record[member] = wanted.properties[member]
        return Made(name, {"Arn": record["AlarmArn"]})

    def update(self, physical_id: str, before: hooks.Json, wanted: Wanted) -> Made:
        """Put it again; tags, which PutCompositeAlarm takes on creation only, by themselves."""
        made = self.create(wanted)
        if made.physical_id == physical_id and before.get("Tags") != wanted.properties.get("Tags"):
            arn = made.attributes["Arn"]
            gone = [tag["Key"] for tag in before.get("Tags", [])]
            call("cloudwatch", "untag_resource", {"ResourceARN": arn, "TagKeys": gone})
            tags = wanted.properties.get("Tags", [])
            call("cloudwatch", "tag_resource", {"ResourceARN": arn, "Tags": tags})
        return made

    def delete(self, physical_id: str, properties: hooks.Json) -> None:
        """Delete the alarm."""
        del properties
        call("cloudwatch", "delete_alarms", {"AlarmNames": [physical_id]})
