"""AWS::Scheduler::Schedule, through the Scheduler API: time zone, dates and retry policy kept."""

from local import hooks
from local.inside import call
from local.resource import Made, Wanted


class Schedule:
    """Real, but for the time zone: the emulator keeps it and fires by UTC."""

    type = "AWS::Scheduler::Schedule"

    def create(self, wanted: Wanted) -> Made:
        """Create it."""
        name = wanted.name("Name")
        made = call("scheduler", "create_schedule", {**wanted.properties, "Name": name})
        return Made(name, {"Arn": made["ScheduleArn"]})

    def update(self, physical_id: str, before: hooks.Json, wanted: Wanted) -> Made:
        """Change it in place; another name or group is another schedule."""
        name = wanted.name("Name")
        if name != physical_id or _group(before) != _group(wanted.properties):
            return self.create(wanted)
        made = call("scheduler", "update_schedule", {**wanted.properties, "Name": name})
        return Made(name, {"Arn": made["ScheduleArn"]})

    def delete(self, physical_id: str, properties: hooks.Json) -> None:
        """Delete it."""
        call(
            "scheduler",
            "delete_schedule",
            {"Name": physical_id, "GroupName": _group(properties)},
        )


def _group(properties: hooks.Json) -> str:
    return str(properties.get("GroupName", "default"))
