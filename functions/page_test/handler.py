"""The weekly page test: `{"step": "raise"}` raises it, `{"step": "verify"}` asks whether it came."""

import json
import os
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import boto3
from logic import API, Verdict, ask

if TYPE_CHECKING:
    from mypy_boto3_cloudwatch import CloudWatchClient
    from mypy_boto3_secretsmanager import SecretsManagerClient


@dataclass(frozen=True, slots=True)
class Settings:
    """What the stack tells the function."""

    namespace: str
    alarm: str
    token_secret: str
    look_back: timedelta
    api: str

    @classmethod
    def from_environment(cls) -> "Settings":
        """Raises KeyError naming the variable that is missing."""
        return cls(
            namespace=os.environ["METRIC_NAMESPACE"],
            alarm=os.environ["ALARM_NAME"],
            token_secret=os.environ["TOKEN_SECRET"],
            look_back=timedelta(seconds=float(os.environ["LOOK_BACK_SECONDS"])),
            api=os.environ.get("PAGERDUTY_API", API),
        )


def handler(event: dict[str, Any], _context: object) -> dict[str, object]:
    """Run one step; raises ValueError for any other, so that it ends in the dead letters."""
    settings = Settings.from_environment()
    cloudwatch: CloudWatchClient = boto3.client("cloudwatch")  # pyright: ignore[reportUnknownMemberType]
    match event.get("step"):
        case "raise":
            _publish(cloudwatch, settings, PageTestRequested=1)
            return {"raised": settings.alarm}
        case "verify":
            verdict = _verify(settings)
            _publish(cloudwatch, settings, PageTestArrived=float(verdict.arrived))
            # The one line that says why: Lambda writes it to the log as it is.
            print(json.dumps({"arrived": verdict.arrived, "because": verdict.because}))
            return {"arrived": verdict.arrived, "because": verdict.because}
        case other:
            raise ValueError(f"step: wanted raise or verify, got: {other}")


def _verify(settings: Settings) -> Verdict:
    secrets: SecretsManagerClient = boto3.client("secretsmanager")  # pyright: ignore[reportUnknownMemberType]
    try:
        secret = secrets.get_secret_value(SecretId=settings.token_secret)["SecretString"]
        token = str(json.loads(secret)["token"])
    except Exception as error:  # noqa: BLE001 - whatever keeps us from asking means not arrived
        return Verdict(False, f"no token to ask PagerDuty with: {type(error).__name__}")
    return ask(token, settings.alarm, datetime.now(UTC), settings.look_back, api=settings.api)


def _publish(cloudwatch: "CloudWatchClient", settings: Settings, **values: float) -> None:
    cloudwatch.put_metric_data(
        Namespace=settings.namespace,
        MetricData=[{"MetricName": name, "Value": value} for name, value in values.items()],
    )
