"""What the tests of the embedded AWS share: stacks, and a receiver that plays the outside."""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.request import urlopen
from uuid import uuid4

from local.cloud import EmbeddedAws
from local.compare import physical_ids

Template = dict[str, dict[str, object]]
ACCOUNT = "111122223333"
REGION = "us-east-1"
HOST = "events.pagerduty.com"
SPEED = 1000.0
"""An hour of retries in less than four seconds."""


@dataclass(frozen=True)
class Request:
    """What the receiver got."""

    path: str
    headers: dict[str, str]
    body: str

    @property
    def message(self) -> dict[str, str]:
        """The JSON of the body."""
        return json.loads(self.body)


@dataclass
class Receiver:
    """Confirms subscriptions, keeps what else it gets, answers as its path is told to."""

    requests: list[Request] = field(default_factory=list[Request])
    answers: dict[str, int] = field(default_factory=dict[str, int])
    port: int = 0

    def got(self, path: str) -> list[Request]:
        """The requests to a path, confirmations apart."""
        return [one for one in self.requests if one.path == path and not _confirms(one)]

    def take(self, request: Request) -> int:
        """Keep it and give its HTTP status."""
        self.requests.append(request)
        if _confirms(request):
            urlopen(request.message["SubscribeURL"], timeout=5).close()
            return 200
        return self.answers.get(request.path, 200)


def _confirms(request: Request) -> bool:
    return request.headers.get("x-amz-sns-message-type") == "SubscriptionConfirmation"


@dataclass(frozen=True)
class Stacks:
    """Deploys templates and waits for the end of it."""

    aws: EmbeddedAws

    def create(self, resources: Template, region: str = REGION) -> str:
        """Create a stack; its name."""
        stack = f"stack-{uuid4().hex[:8]}"
        self.aws.client("cloudformation", region).create_stack(
            StackName=stack, TemplateBody=json.dumps({"Resources": resources})
        )
        self._reach(stack, "CREATE_COMPLETE", region)
        return stack

    def update(self, stack: str, resources: Template, region: str = REGION) -> None:
        """Update it."""
        self.aws.client("cloudformation", region).update_stack(
            StackName=stack, TemplateBody=json.dumps({"Resources": resources})
        )
        self._reach(stack, "UPDATE_COMPLETE", region)

    def delete(self, stack: str, region: str = REGION) -> None:
        """Delete it."""
        cloudformation = self.aws.client("cloudformation", region)
        identity = cloudformation.describe_stacks(StackName=stack)["Stacks"][0].get("StackId", "")
        cloudformation.delete_stack(StackName=stack)
        self._reach(identity, "DELETE_COMPLETE", region)

    def physical_ids(self, stack: str, region: str = REGION) -> dict[str, str]:
        """Logical id -> physical id."""
        return physical_ids(self.aws.client, region, stack)

    def _reach(self, stack: str, wanted: str, region: str) -> None:
        cloudformation = self.aws.client("cloudformation", region)

        def status() -> str:
            return cloudformation.describe_stacks(StackName=stack)["Stacks"][0]["StackStatus"]

        eventually(lambda: not status().endswith("_IN_PROGRESS"))
        events = cloudformation.describe_stack_events(StackName=stack)["StackEvents"]
        assert status() == wanted, [one.get("ResourceStatusReason") for one in events]


def eventually(holds: Callable[[], object], within: float = 10.0) -> None:
    """Wait until it holds; fail when it does not in so many seconds."""
    until = time.monotonic() + within
    while not holds():
        assert time.monotonic() < until, "it never held"
        time.sleep(0.02)
