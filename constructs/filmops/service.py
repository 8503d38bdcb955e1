"""A thing that is watched: its objectives, how it breaks altogether, and its symptoms."""

from collections.abc import Iterator
from dataclasses import dataclass

from filmops.alarms import AlarmSpec, Story
from filmops.burn_alarms import burn_alarms, few_failures
from filmops.burn_rates import Tier
from filmops.composites import Alarms, CompositeSpec, any_of, any_part
from filmops.deployment_guards import Guards
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
class Symptom:
    """Something that hurts; any of `parts` is it, and the page names which."""

    name: str
    parts: tuple[AlarmSpec, ...]


@dataclass(frozen=True, slots=True)
class Service:
    """One service, or one resource that services lean on.

    `symptoms` are quiet during its own outage and that of what it `leans_on` (services by name);
    `signs` speak in any case, since no outage explains them; `guards` while a deployment is watched.
    """

    name: str
    objectives: tuple[Objective, ...] = ()
    outage: Outage | None = None
    symptoms: tuple[Symptom, ...] = ()
    signs: tuple[AlarmSpec, ...] = ()
    leans_on: tuple[str, ...] = ()
    guards: Guards | None = None


def down(names: Names, service: str) -> str:
    """The name of the alarm that says a service is gone."""
    return names.of(f"{service}-down")


def alone(spec: AlarmSpec) -> Symptom:
    """A symptom that one alarm tells."""
    return Symptom(spec.name, (spec,))


def alarms_of(service: Service, policy: Policy) -> Alarms:
    """Every alarm of the service, causes before the symptoms they explain."""
    names = policy.names
    gone = (service.name, *service.leans_on) if service.outage else service.leans_on
    causes = tuple(down(names, one) for one in gone)
    quiet = Quiet(names.of(f"{service.name}-quiet"), causes, policy.handbook.alerting.storm)
    found = Alarms(service.signs)
    if service.outage:
        worst = service.outage.parts[0].severity
        name, story = down(names, service.name), service.outage.story
        found += any_part(name, story, worst, service.outage.parts)
    found += Alarms((), quiet.steering)
    for part in (*_objectives(service, policy, quiet), *_symptoms(service, quiet)):
        found += part
    if service.guards:
        speaker = service.guards.spoken_for(names, quiet.suppression)
        found += Alarms(service.guards.own, (speaker,))
    return found


def _objectives(service: Service, policy: Policy, quiet: Quiet) -> Iterator[Alarms]:
    few = policy.handbook.alerting.few_failures
    severity = policy.handbook.severities[few.severity]
    for objective in service.objectives:
        if objective.burns:
            thin = few_failures(policy.names, objective, policy.tiers[-1], few, severity)
            yield burn_alarms(policy.names, objective, policy.tiers, thin, quiet)


def _symptoms(service: Service, quiet: Quiet) -> Iterator[Alarms]:
    """Only a composite can be kept quiet: each symptom gets one that speaks for it."""
    for symptom in service.symptoms:
        first, suppressed = symptom.parts[0], quiet.suppression
        if suppressed is None and len(symptom.parts) == 1:
            yield Alarms(symptom.parts)
            continue
        parts = tuple(part.silent(_signal(part.name)) for part in symptom.parts)
        rule = any_of(part.name for part in parts)
        told = CompositeSpec(symptom.name, rule, first.story, first.severity, suppressed)
        yield Alarms(parts, (told,))


def _signal(name: str) -> str:
    """What an alarm is called that a composite of its own name speaks for."""
    return f"{name}-signal"
