"""What the templates say that an account does not: who an alarm tells, what an objective's goal is."""

from pathlib import Path

from assurance.assembly import Stage, read_assembly
from assurance.assembly.values import dig, text
from delivery.incident.record import Speaking
from promises import InputError, InputErrors, Level

ALARMS = ("AWS::CloudWatch::Alarm", "AWS::CloudWatch::CompositeAlarm")
OBJECTIVE = "AWS::ApplicationSignals::ServiceLevelObjective"


def stage_of(assembly: Path, environment: str) -> Stage:
    """The environment in the assembly; raises InputErrors."""
    stages = read_assembly(assembly).stages
    for stage in stages:
        if stage.name == environment:
            return stage
    names = ", ".join(stage.name for stage in stages)
    raise InputErrors([InputError(assembly, None, "environment", f"one of {names}", environment)])


def speaking(stage: Stage) -> dict[tuple[str, str], Speaking]:
    """The alarms that tell somebody, by Region and name."""
    found = dict[tuple[str, str], Speaking]()
    for alarm in stage.resources(*ALARMS):
        level = alarm.tags.get("severity")
        if level in list(Level) and alarm.properties.get("AlarmActions"):
            name, region = text(alarm.properties.get("AlarmName")), alarm.stack.region
            found[region, name] = Speaking(name, region, Level(level))
    return found


def goals(stage: Stage) -> dict[str, float]:
    """The goal of each objective in percent, by the objective's name."""
    return {
        text(one.properties.get("Name")): float(
            text(dig(dict(one.properties), "Goal", "AttainmentGoal"))
        )
        for one in stage.resources(OBJECTIVE)
    }
