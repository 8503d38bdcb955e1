"""The changes, made: in the order in which each part finds what it needs."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from delivery.pagerduty import bodies
from delivery.pagerduty.changes import Change
from delivery.pagerduty.client import Client
from delivery.pagerduty.found import Found, inside, rules_of
from delivery.pagerduty.parts import INTEGRATIONS, Kind
from promises.pager import Paged, Pager

Told = Callable[[Change], None]


@dataclass(frozen=True, slots=True)
class Applying:
    """Makes changes in one account; `people` begin the schedules that are new.

    Only schedules, the escalation policy, services, integrations and event rules of the pager are
    ever written: no user, no override, no object of another name.
    """

    client: Client
    pager: Pager
    found: Found
    people: Mapping[str, str]
    now: datetime
    _made: dict[tuple[Kind, str], str] = field(default_factory=dict[tuple[Kind, str], str])

    def apply(self, changes: Iterable[Change], tell: Told) -> None:
        """Make them one after the other, telling each before; raises PagerDutyError."""
        for change in changes:
            tell(change)
            match change.kind:
                case Kind.SCHEDULE:
                    self._schedule(change)
                case Kind.POLICY:
                    self._policy(change)
                case Kind.SERVICE:
                    self._service(change)
                case Kind.INTEGRATION:
                    self._integration(change)
                case Kind.RULES:
                    self._rules(change)

    def _schedule(self, change: Change) -> None:
        name, turn = change.name, self.pager.turn
        if change.creates:
            body = bodies.new_schedule(name, turn, self.people[name], self.now)
            self._create(change, "/schedules", body, "schedule")
        else:
            thing = self.found.schedules[name]
            body = bodies.changed_schedule(thing, turn, self.now)
            self.client.put(f"/schedules/{thing.id}", body)

    def _policy(self, change: Change) -> None:
        there = self.found.policies.get(change.name)
        names = {rung.shift: self.pager.schedule(rung.shift) for rung in self.pager.rungs}
        ids = {name: self._id(Kind.SCHEDULE, name) for name in names.values()}
        body = bodies.policy(self.pager, ids, there)
        if there:
            self.client.put(f"/escalation_policies/{there.id}", body)
        else:
            self._create(change, "/escalation_policies", body, "escalation_policy")

    def _service(self, change: Change) -> None:
        there = self.found.services.get(change.name)
        policy = self._id(Kind.POLICY, self.pager.policy)
        body = bodies.service(self._paged(change.name), policy, there)
        if there:
            self.client.put(f"/services/{there.thing.id}", body)
        else:
            self._create(change, "/services", body, "service")

    def _integration(self, change: Change) -> None:
        service, _, name = change.name.rpartition(": ")
        path = f"/services/{self._id(Kind.SERVICE, service)}/integrations"
        self.client.post(path, bodies.integration(name, INTEGRATIONS[name]))

    def _rules(self, change: Change) -> None:
        path = rules_of(self._id(Kind.SERVICE, change.name))
        there = self.found.services.get(change.name)
        self.client.put(path, bodies.rules(self._paged(change.name), there))
        self.client.put(f"{path}/active", {"active": True})

    def _create(self, change: Change, path: str, body: bodies.Json, wrapped: str) -> None:
        made = inside(self.client.post(path, body), wrapped)
        self._made[change.kind, change.name] = str(made["id"])

    def _id(self, kind: Kind, name: str) -> str:
        if made := self._made.get((kind, name)):
            return made
        if kind is Kind.SERVICE:
            return self.found.services[name].thing.id
        things = self.found.schedules if kind is Kind.SCHEDULE else self.found.policies
        return things[name].id

    def _paged(self, name: str) -> Paged:
        return next(one for one in self.pager.services if one.name == name)
