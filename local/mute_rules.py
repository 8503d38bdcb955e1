"""CloudWatch's API of alarm mute rules, which the emulator lacks: kept, told and deleted.

They mute nothing here: whether an action is withheld is evaluated by assurance/cloudwatch/muting.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from local import hooks

Answer = tuple[int, Mapping[str, str], bytes]
JSON = {"Content-Type": "application/x-amz-json-1.0"}
MOST = 100
"""Alarms of one rule (UserGuide/alarm-mute-rules.html)."""


@dataclass(frozen=True, slots=True)
class MuteRules:
    """The rules of every account and Region."""

    kept: dict[tuple[str, str, str], hooks.Json] = field(
        default_factory=dict[tuple[str, str, str], hooks.Json]
    )

    def install(self) -> None:
        """Answer what CloudWatch is asked about mute rules, and leave the rest to the emulator."""
        cloudwatch = hooks.SERVICES["cloudwatch"]
        own = cloudwatch.get()
        operations = {
            "PutAlarmMuteRule": self._put,
            "GetAlarmMuteRule": self._get,
            "ListAlarmMuteRules": self._list,
            "DeleteAlarmMuteRule": self._delete,
        }

        async def handle_request(
            method: str,
            path: str,
            headers: Mapping[str, str],
            body: bytes,
            query_params: Mapping[str, list[str]],
        ) -> Answer:
            operation = operations.get(headers.get("x-amz-target", "").rpartition(".")[2])
            if operation is None:
                return await own(method, path, headers, body, query_params)
            return operation(json.loads(body or b"{}"))

        cloudwatch.put(handle_request)

    def _put(self, asked: hooks.Json) -> Answer:
        alarms = asked.get("MuteTargets", {}).get("AlarmNames", [])
        if len(alarms) > MOST:
            told = f"wanted at most {MOST} alarms, got {len(alarms)}"
            return _refused("ValidationError", told)
        now = datetime.now(UTC).timestamp()
        rule = {**asked, "LastUpdatedTimestamp": now, "Status": "SCHEDULED", "MuteType": "RECORDED"}
        self.kept[self._key(asked["Name"])] = rule
        return _said({})

    def _get(self, asked: hooks.Json) -> Answer:
        name = asked["AlarmMuteRuleName"]
        rule = self.kept.get(self._key(name))
        if rule is None:
            return _refused("ResourceNotFoundException", f"no mute rule {name}")
        return _said({**rule, "AlarmMuteRuleArn": self._arn(name)})

    def _list(self, asked: hooks.Json) -> Answer:
        told = [
            {"AlarmMuteRuleArn": self._arn(rule["Name"]), "Status": rule["Status"]}
            for rule in self._here()
            if asked.get("AlarmName") in (None, *rule.get("MuteTargets", {}).get("AlarmNames", []))
        ]
        return _said({"AlarmMuteRuleSummaries": told})

    def _delete(self, asked: hooks.Json) -> Answer:
        if self.kept.pop(self._key(asked["AlarmMuteRuleName"]), None) is None:
            name = asked["AlarmMuteRuleName"]
            return _refused("ResourceNotFoundException", f"no mute rule {name}")
        return _said({})

    def _here(self) -> Iterator[hooks.Json]:
        scope = (hooks.ACCOUNT.get()(), hooks.REGION.get()())
        return (rule for key, rule in self.kept.items() if key[:2] == scope)

    def _key(self, name: str) -> tuple[str, str, str]:
        return (hooks.ACCOUNT.get()(), hooks.REGION.get()(), name)

    def _arn(self, name: str) -> str:
        account, region, _ = self._key(name)
        return f"arn:aws:cloudwatch:{region}:{account}:alarm-mute-rule:{name}"


def _said(answer: hooks.Json) -> Answer:
    # a copy each: the emulator writes its own headers into it
    return 200, dict(JSON), json.dumps(answer).encode()


def _refused(code: str, message: str) -> Answer:
    return (
        400,
        {**JSON, "x-amzn-errortype": code},
        json.dumps({"__type": code, "message": message}).encode(),
    )
