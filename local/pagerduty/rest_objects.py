"""As much of PagerDuty's REST API as setting an account up asks: objects by collection."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from local.pagerduty import refusals
from local.pagerduty.account import Account
from local.pagerduty.answers import Answer
from local.pagerduty.configuration import (
    SINGULAR,
    Configuration,
    integrations,
    new_id,
    new_integration,
)
from local.pagerduty.rest import RestError, authenticate, window
from local.pagerduty.strict_json import JsonObject, read_object
from local.pagerduty.web import Request

_NO_RULES: JsonObject = {"sets": [{"id": "start", "rules": []}], "catch_all": {"actions": {}}}


@dataclass(frozen=True, slots=True)
class Objects:
    """Answers for one account what people have set up in it, and changes it."""

    account: Account
    configuration: Configuration

    def respond(self, request: Request) -> Answer:
        """One request, whole; a change that is refused changes nothing."""
        try:
            self._let_in(request)
            with self.configuration.lock:
                answer = self._answer(request)
                if request.method != "GET":
                    self.configuration.written.append(f"{request.method} /{_joined(request)}")
                return answer
        except RestError as refused:
            return refused.answer

    def _let_in(self, request: Request) -> None:
        writes = request.method != "GET"
        authenticate(self.account, request.headers.get("authorization", ""), writes=writes)

    def _answer(self, request: Request) -> Answer:
        match request.method, request.path:
            case "GET", (collection,) if collection in SINGULAR:
                return self._list(collection, request.query)
            case "GET", (collection, id) if collection in SINGULAR:
                return _one(collection, self._found(collection, id), whole=True)
            case "POST", (collection,) if collection in SINGULAR:
                return self._create(collection, _body(request, SINGULAR[collection]))
            case "PUT", (collection, id) if collection in SINGULAR:
                return self._change(collection, id, _body(request, SINGULAR[collection]))
            case "POST", ("services", id, "integrations"):
                return self._open(self._found("services", id), _body(request, "integration"))
            case _, ("event_orchestrations", "services", id):
                return self._rules(self._found("services", id), request)
            case _, ("event_orchestrations", "services", id, "active"):
                return self._active(self._found("services", id), request)
            case _:
                raise RestError(404, "Not Found", 2100)

    def _found(self, collection: str, id: str) -> JsonObject:
        if id not in self.configuration.kept[collection]:
            raise RestError(404, "Not Found", 2100)
        return self.configuration.kept[collection][id]

    def _list(self, collection: str, query: Mapping[str, Sequence[str]]) -> Answer:
        limit, offset = window(query)
        asked = query.get("query", [""])[-1].lower()
        found = [
            one
            for one in self.configuration.kept[collection].values()
            if asked in f"{one.get('name')} {one.get('email', '')}".lower()
        ]
        whole = "integrations" in query.get("include[]", ())
        page = [_shown(collection, one, whole) for one in found[offset : offset + limit]]
        more = len(found) > offset + limit
        body = {collection: page, "limit": limit, "offset": offset, "more": more, "total": None}
        return Answer(200, body)

    def _create(self, collection: str, body: JsonObject) -> Answer:
        _refuse(refusals.refusals(self.configuration, collection, body))
        made = dict(body)
        if collection == "services":
            made["integrations"] = []
        if collection == "schedules":
            made["schedule_layers"] = _numbered(body)
        return _one(collection, self.configuration.add(collection, made), status=201, whole=True)

    def _change(self, collection: str, id: str, body: JsonObject) -> Answer:
        before = self._found(collection, id)
        after = {**before, **body, "id": id, "type": before["type"], "summary": body.get("name")}
        _refuse(refusals.refusals(self.configuration, collection, after, own=id))
        if collection == "services":
            after["integrations"] = before["integrations"]
        if collection == "schedules":
            after["schedule_layers"] = _numbered(after)
        self.configuration.kept[collection][id] = after
        return _one(collection, after, whole=True)

    def _open(self, service: JsonObject, body: JsonObject) -> Answer:
        _refuse(refusals.integration_refusals(service, body))
        made = new_integration(str(body["type"]), str(body.get("name") or "Integration"))
        integrations(service).append(made)
        return Answer(201, {"integration": made})

    def _rules(self, service: JsonObject, request: Request) -> Answer:
        of = str(service["id"])
        if request.method == "PUT":
            self.configuration.rules[of] = _body(request, "orchestration_path")
        path = {**_NO_RULES, **self.configuration.rules.get(of, {}), "type": "service"}
        return Answer(200, {"orchestration_path": path})

    def _active(self, service: JsonObject, request: Request) -> Answer:
        of = str(service["id"])
        if request.method == "PUT":
            self.configuration.active[of] = (read_object(request.body) or {}).get("active") is True
        return Answer(200, {"active": self.configuration.active.get(of, False)})


def _one(collection: str, it: JsonObject, *, whole: bool, status: int = 200) -> Answer:
    return Answer(status, {SINGULAR[collection]: _shown(collection, it, whole)})


def _shown(collection: str, it: JsonObject, whole: bool) -> JsonObject:
    """A list leaves a schedule's layers out, and names integrations without their keys."""
    if whole:
        return it
    if collection == "schedules":
        return {name: value for name, value in it.items() if name != "schedule_layers"}
    if collection == "services":
        named = [
            {"id": one["id"], "type": f"{one['type']}_reference", "summary": one["summary"]}
            for one in integrations(it)
        ]
        return {**it, "integrations": named}
    return it


def _numbered(schedule: JsonObject) -> list[JsonObject]:
    layers = cast("list[JsonObject]", schedule["schedule_layers"])
    return [{"end": None, **layer, "id": layer.get("id") or new_id()} for layer in layers]


def _body(request: Request, wrapped: str) -> JsonObject:
    found = (read_object(request.body) or {}).get(wrapped)
    if not isinstance(found, dict):
        raise RestError(400, "Invalid Input Provided", 2001, f"{wrapped} is required")
    return cast("JsonObject", found)


def _refuse(reasons: Iterable[str]) -> None:
    if found := list(reasons):
        raise RestError(400, "Invalid Input Provided", 2001, *found)


def _joined(request: Request) -> str:
    return "/".join(request.path)
