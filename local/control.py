"""The emulator's own pages under /_local: what is only recorded, and what AWS would do by itself.

A schedule is run, and an event of an AWS service put on the default bus, when they are asked for.
"""

import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import parse_qsl

from local import hooks
from local.recorded import Recorder

Scope = Mapping[str, Any]
Send = Callable[[dict[str, Any]], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Control:
    """An ASGI application around the emulator's."""

    recorder: Recorder
    ready: Callable[[], None]
    """Called once, when the emulator has started."""

    async def __call__(self, scope: Scope, receive: Any, send: Send) -> None:  # noqa: ANN401
        """Answer what is ours, pass on the rest."""
        if scope["type"] == "lifespan":
            await hooks.APP.get()(scope, receive, self._announcing(send))
        elif scope["type"] == "http" and scope["path"].startswith("/_local/"):
            status, answer = self._answer(scope)
            await send({"type": "http.response.start", "status": status, "headers": [JSON]})
            await send({"type": "http.response.body", "body": json.dumps(answer).encode()})
        else:
            await hooks.APP.get()(scope, receive, send)

    def _announcing(self, send: Send) -> Send:
        async def announce(message: dict[str, Any]) -> None:
            await send(message)
            if message["type"] == "lifespan.startup.complete":
                self.ready()

        return announce

    def _answer(self, scope: Scope) -> tuple[int, object]:
        query = dict(parse_qsl(scope["query_string"].decode()))
        match scope["method"], scope["path"]:
            case "GET", "/_local/recorded":
                return 200, [asdict(recorded) for recorded in self.recorder.every()]
            case "POST", "/_local/schedules/run":
                return _run_schedule(**query)
            case "POST", "/_local/events/put":
                return _put_event(**query)
            case method, path:
                return 404, {"error": f"{method} {path}: no such page"}


def _put_event(
    account: str, region: str, source: str, detail_type: str, detail: str
) -> tuple[int, object]:
    entry = {"Source": source, "DetailType": detail_type, "Detail": detail}
    with hooks.SCOPE.get()(account, region):
        # PutEvents refuses a source of aws.*, as AWS does to everybody but itself
        hooks.PUT_EVENTS.get()({"Entries": [entry]}, True)
    return 200, {"put": source}


JSON = (b"content-type", b"application/json")


def _run_schedule(
    account: str, region: str, name: str, group: str = "default"
) -> tuple[int, object]:
    with hooks.SCOPE.get()(account, region):
        schedule = hooks.SCHEDULES.get().get(f"{group}/{name}")
        if schedule is None:
            return 404, {"error": f"{region}: {group}/{name}: no such schedule"}
        # the form in which the emulator's own clock fires a schedule
        event = {
            "EventId": schedule["Arn"],
            "Source": "aws.scheduler",
            "DetailType": "Scheduled Event",
            "Detail": "{}",
            "Resources": [schedule["Arn"]],
            "Account": account,
            "Region": region,
        }
        hooks.INVOKE_TARGET.get()(schedule["Target"], event, schedule)
        return 200, {"ran": schedule["Arn"]}
