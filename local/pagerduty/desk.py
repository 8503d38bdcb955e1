"""The desk where requests arrive: which address means what, and what is remembered of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import uuid4

from local.pagerduty import cloudwatch, events_v2, rest, sns
from local.pagerduty.account import Account, masked
from local.pagerduty.answers import Answer, Page
from local.pagerduty.behaviours import (
    CONFIRMATION_FAILED,
    CONFIRMATION_REFUSED,
    NO_ENVELOPE,
    UNKNOWN_INTEGRATION_KEY,
    Behaviour,
)
from local.pagerduty.configuration import SINGULAR, Configuration
from local.pagerduty.confirming import Confirmer
from local.pagerduty.events import Confirmed, Dropped, Integration, Way
from local.pagerduty.page import render
from local.pagerduty.report import as_json
from local.pagerduty.rest_objects import Objects
from local.pagerduty.store import Store
from local.pagerduty.strict_json import read_object
from local.pagerduty.switch import LONGEST_HANG, Mode, Switch
from local.pagerduty.web import Request
from local.watcher import Watcher

ACCEPTED = Answer(202, {"status": "success", "message": "Event processed"})
_OBJECTS = {*SINGULAR, "event_orchestrations"}
NOT_FOUND = Answer(404, {"error": {"message": "Not Found", "code": 2100}})


@dataclass(frozen=True, slots=True)
class Desk:
    """Answers requests for one account; `hosts` says where SubscribeURLs may lead besides here."""

    account: Account
    clock: Callable[[], datetime]
    hosts: Mapping[str, str]
    store: Store = field(default_factory=Store)
    watcher: Watcher = field(default_factory=Watcher)
    switch: Switch = field(default_factory=Switch)
    confirmer: Confirmer = field(default_factory=Confirmer)
    configuration: Configuration = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "configuration", Configuration.of(self.account))

    def respond(self, request: Request) -> Answer | Page | None:
        """The answer, or None to hang up."""
        match request.method, request.path:
            case ("POST", ("integration", _, "enqueue") | ("v2", "enqueue")):
                return self._unless_ill(request, self._enqueue)
            case "GET", ("incidents",):
                return self._unless_ill(request, self._incidents)
            case "GET", ("incidents", _, "log_entries"):
                return self._unless_ill(request, self._log_entries)
            case _, (collection, *_) if collection in _OBJECTS:
                objects = Objects(self.account, self.configuration)
                return self._unless_ill(request, objects.respond)
            case "POST", ("heartbeat", name):
                return self._beat(name, request)
            case "GET", ("heartbeat", name):
                return self._last_beat(name)
            case "POST", ("_switch",):
                return self._turn(request)
            case "GET", ("_state",):
                return Answer(200, as_json(self.store.state, self.watcher, self.switch))
            case "GET", ():
                return Page(
                    render(
                        self.store.state,
                        self.watcher.heartbeats,
                        self.switch.setting,
                        self.clock(),
                    )
                )
            case _:
                return NOT_FOUND

    def _unless_ill(self, request: Request, answer: Callable[[Request], Answer]) -> Answer | None:
        mode, turned = self.switch.take()
        match mode:
            case Mode.UP:
                return answer(request)
            case Mode.FAIL:
                return Answer(500, {"status": "error", "message": "Internal Server Error"})
            case Mode.THROTTLE:
                return _throttled(request)
            case Mode.HANG:
                turned.wait(LONGEST_HANG)
                return None

    def _incidents(self, request: Request) -> Answer:
        authorization = request.headers.get("authorization", "")
        return rest.list_incidents(
            self.account, self.store.state, authorization, request.query, self.clock()
        )

    def _log_entries(self, request: Request) -> Answer:
        authorization = request.headers.get("authorization", "")
        return rest.list_log_entries(self.account, self.store.state, authorization, request.path[1])

    def _enqueue(self, request: Request) -> Answer:
        if request.path[0] == "integration":
            return self._cloudwatch(request.path[1], request)
        answer, event = events_v2.receive(
            self.configuration, request.body, self.clock(), drawn_key=uuid4().hex
        )
        if event:
            self.store.record(event)
        return answer

    def _cloudwatch(self, key: str, request: Request) -> Answer:
        service = self.configuration.of_integration_key(key)
        if service is None:
            return self._drop(UNKNOWN_INTEGRATION_KEY, f"key {masked(key)}")
        match sns.read_envelope(request.headers.get(sns.TYPE_HEADER), request.body):
            case sns.SubscriptionConfirmation() as confirmation:
                return self._confirm(confirmation, service.name)
            case sns.Notification() as notification:
                integration = Integration(service, Way.CLOUDWATCH)
                self.store.record(cloudwatch.interpret(integration, notification, self.clock()))
                return ACCEPTED
            case None:
                return self._drop(NO_ENVELOPE, f"{len(request.body)} bytes for {service.name}")

    def _confirm(self, asked: sns.SubscriptionConfirmation, by: str) -> Answer:
        url = sns.callable_url(asked.subscribe_url, self.hosts)
        if url is None:
            self._drop(CONFIRMATION_REFUSED, f"{asked.topic} to {by}")
            return Answer(403, {"error": CONFIRMATION_REFUSED.says})

        def answered(ok: bool) -> None:
            if ok:
                self.store.record(Confirmed(self.clock(), asked.topic, by))
            else:
                self._drop(CONFIRMATION_FAILED, f"{asked.topic} to {by}")

        self.confirmer.confirm(url, answered)
        return ACCEPTED

    def _drop(self, because: Behaviour, what: str) -> Answer:
        self.store.record(Dropped(self.clock(), Way.CLOUDWATCH, because, what))
        return ACCEPTED

    def _beat(self, name: str, request: Request) -> Answer:
        if not self.watcher.watches(name):
            return NOT_FOUND
        envelope = sns.read_envelope(request.headers.get(sns.TYPE_HEADER), request.body)
        if isinstance(envelope, sns.SubscriptionConfirmation):
            return self._confirm(envelope, f"heartbeat {name}")
        self.watcher.beat(name, self.clock())
        return Answer(200, {"status": "ok"})

    def _last_beat(self, name: str) -> Answer:
        last = self.watcher.last(name)
        if last is None:
            return NOT_FOUND
        age = last.age(self.clock()).total_seconds()
        body = {"name": name, "last_beat": last.at.isoformat(), "age_seconds": age}
        return Answer(200, {**body, "beats": last.count})

    def _turn(self, request: Request) -> Answer:
        wanted = read_object(request.body) or {}
        try:
            mode, requests = Mode(str(wanted.get("mode"))), wanted.get("for_requests")
            if requests is not None and type(requests) is not int:
                raise ValueError(f"for_requests: wanted a whole number or null, got {requests!r}")
            self.switch.turn(mode, requests)
        except ValueError as error:
            return Answer(400, {"error": str(error)})
        return Answer(200, {"mode": mode, "for_requests": requests})


def _throttled(request: Request) -> Answer:
    if request.method == "GET":  # as PagerDuty's page "REST API Rate Limits" shows it
        error = {"message": "Rate Limit Exceeded", "code": 2020}
        limits = {"ratelimit-limit": "960", "ratelimit-remaining": "0", "ratelimit-reset": "1"}
        return Answer(429, {"error": error}, limits)
    message = "Requests for this service are arriving too quickly. Please retry later."
    return Answer(429, {"status": "throttle exceeded", "message": message})
