"""A thing that is watched: its objectives, how it breaks altogether, and its symptoms."""

from collections.abc import Iterator
from dataclasses import dataclass

from filmops.alarms import AlarmSpec, Story
from filmops.burn_alarms import burn_alarms, few_failures
from filmops.burn_rates import Tier
from filmops.composites import Alarms, CompositeSpec, any_part, firing
from filmops.names import Names
from filmops.objectives import Objective
from filmops.quiet import Quiet
from promises import Handbook


@dataclass(frozen=True, slots=True)
class Policy:
    """How everything of one environment is alarmed on."""

    names: Names
    handbook: Handbook
    tiers: tuple[Tier, ...]


@dataclass(frozen=True, slots=True)
class Outage:
    """That a service is gone for everybody; each of `parts` alone says so."""

    story: Story
    parts: tuple[AlarmSpec, ...]


@dataclass(frozen=True, slots=True)
class Service:
    """One service, or one resource that services lean on.

    `symptoms` are quiet during its own outage and that of what it `leans_on` (services by name);
    `signs` speak in any case, since no outage explains them.
    """

    name: str
    objectives: tuple[Objective, ...] = ()
    outage: Outage | None = None
    symptoms: tuple[AlarmSpec, ...] = ()
    signs: tuple[AlarmSpec, ...] = ()
    leans_on: tuple[str, ...] = ()


def down(names: Names, service: str) -> str:
    """The name of the alarm that says a service is gone."""
    return names.of(f"{service}-down")


def alarms_of(service: Service, policy: Policy) -> Alarms:
    """Every alarm of the service, causes before the symptoms they explain."""
    names = policy.names
    gone = (service.name, *service.leans_on) if service.outage else service.leans_on
    quiet = Quiet(tuple(down(names, one) for one in gone), policy.handbook.alerting.storm)
    found = Alarms(service.signs)
    if service.outage:
        worst = service.outage.parts[0].severity
        name, story = down(names, service.name), service.outage.story
        found += any_part(name, story, worst, service.outage.parts)
    for part in (*_objectives(service, policy, quiet), *_guarded(service, quiet)):
        found += part
    return found


def _objectives(service: Service, policy: Policy, quiet: Quiet) -> Iterator[Alarms]:
    few = policy.handbook.alerting.few_failures
    severity = policy.handbook.severities[few.severity]
    for objective in service.objectives:
        if objective.burns:
            thin = few_failures(policy.names, objective, policy.tiers[-1], few, severity)
            yield burn_alarms(policy.names, objective, policy.tiers, thin, quiet)


def _guarded(service: Service, quiet: Quiet) -> Iterator[Alarms]:
    """Only a composite can be kept quiet: each symptom gets one that speaks for it."""
    for symptom in service.symptoms:
        suppressed, steering = quiet.over(symptom.name)
        if suppressed is None:
            yield Alarms((symptom,))
            continue
        signal = symptom.silent(f"{symptom.name}-signal")
        rule = firing(signal.name)
        told = CompositeSpec(symptom.name, rule, symptom.story, symptom.severity, suppressed)
        yield Alarms((signal,), (*steering, told))
