"""How EventBridge and Scheduler reach their targets where the emulator stops short.

API destinations get the retries, the invocation rate and the dead-letter queue of the target;
a schedule may call an operation of the AWS API ("universal target").
"""

import json
import re
import threading
import time
from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from botocore.exceptions import BotoCoreError, ClientError

from local import hooks
from local.delivery import Courier, Shipment
from local.inside import call
from local.journal import Kind
from local.queueing import put
from local.retries import event_bridge_delays, event_bridge_tries_again

TIMEOUT = 5.0
"""Seconds. docs.aws.amazon.com/eventbridge/latest/userguide/eb-api-destinations.html"""
UNIVERSAL = re.compile(r"arn:aws:scheduler:::aws-sdk:(?P<service>\w+):(?P<operation>\w+)")


@dataclass(frozen=True, slots=True)
class Invocation:
    """A target being invoked for an event."""

    target: hooks.Json
    event: hooks.Json
    rule: hooks.Json


@dataclass(frozen=True, slots=True)
class Events:
    """Replaces the emulator's delivery to API destinations and adds universal targets."""

    courier: Courier
    _now: ContextVar[Invocation] = field(default_factory=lambda: ContextVar("invocation"))
    _next_free: dict[str, float] = field(default_factory=dict[str, float])
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def install(self) -> None:
        """Take over."""
        invoke = hooks.INVOKE_TARGET.get()

        def invoke_target(
            target: hooks.Json, event: hooks.Json, rule: hooks.Json, view: object = None
        ) -> None:
            universal = UNIVERSAL.fullmatch(str(target.get("Arn")))
            if universal:
                self._call(universal["service"], universal["operation"], target, rule)
                return
            with self._during(Invocation(target, event, rule)):
                invoke(target, event, rule, view)

        hooks.INVOKE_TARGET.put(invoke_target)
        hooks.TO_API_DESTINATION.put(self._to_api_destination)

    @contextmanager
    def _during(self, invocation: Invocation) -> Generator[None]:
        token = self._now.set(invocation)
        try:
            yield
        finally:
            self._now.reset(token)

    def _call(self, service: str, operation: str, target: hooks.Json, rule: hooks.Json) -> None:
        arn = str(rule.get("Arn"))
        if service not in hooks.SERVICES:
            self.courier.journal.write(Kind.NOT_RUN, arn, f"{service}:{operation}")
            return
        snake = re.sub(r"(?<=[a-z])([A-Z])", r"_\1", operation).lower()
        try:
            call(service, snake, json.loads(target.get("Input") or "{}"))
        except (ClientError, BotoCoreError) as error:
            self.courier.journal.write(Kind.FAILED, arn, f"{service}:{operation}: {error}", 1)

    def _to_api_destination(self, spec: object, payload: str, target: hooks.Json) -> None:
        del spec
        arn = str(target["Arn"])
        destination = hooks.API_DESTINATIONS.get().get(arn.split("/")[1])
        connection_name = (destination or {}).get("ConnectionArn", "").split("/")[-1]
        connection = hooks.CONNECTIONS.get().get(connection_name)
        if destination is None or connection is None:
            self.courier.journal.write(Kind.LOST, arn, "no such destination or connection")
            return
        parameters: hooks.Json = target.get("HttpParameters") or {}
        request = hooks.API_REQUEST.get()(destination, connection, parameters, payload)
        credentials = hooks.API_CREDENTIALS.get()(connection, None)
        invocation = self._now.get()

        def give_up(why: str, tries: int) -> bool:
            return _dead_letter(invocation, why, tries)

        shipment = Shipment(
            sender=arn,
            method=request["method"],
            url=request["url"],
            headers={**request["headers"], **credentials},
            body=request["body"],
            timeout=TIMEOUT,
            delays=event_bridge_delays(target.get("RetryPolicy") or {}),
            tries_again=event_bridge_tries_again,
            give_up=give_up,
        )
        wait = self._until_free(arn, float(destination["InvocationRateLimitPerSecond"]))
        threading.Timer(wait, self.courier.carry, (shipment,)).start()

    def _until_free(self, arn: str, rate: float) -> float:
        with self._lock:
            now = time.monotonic()
            start = max(now, self._next_free.get(arn, now))
            self._next_free[arn] = start + 1 / rate / self.courier.speed
        return start - now


def _dead_letter(invocation: Invocation, why: str, tries: int) -> bool:
    dead_letters: hooks.Json = invocation.target.get("DeadLetterConfig") or {}
    queue_arn = dead_letters.get("Arn")
    if not queue_arn:
        return False
    attributes = {
        "RULE_ARN": str(invocation.rule.get("Arn")),
        "TARGET_ARN": str(invocation.target["Arn"]),
        "ERROR_CODE": "SDK_CLIENT_ERROR",
        "ERROR_MESSAGE": why,
        "RETRY_ATTEMPTS": str(tries - 1),
    }
    event = hooks.EVENT_VIEW.get()(invocation.event).event_with_detail()
    return put(str(queue_arn), json.dumps(event), attributes, attributes["RULE_ARN"])
