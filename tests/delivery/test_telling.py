"""What Slack hears of a deployment that did not end well: what happened, and nothing that did not."""

import json
from collections.abc import Mapping
from typing import Any

import pytest

from delivery.course import Course, Step
from delivery.telling import publish, topic, words
from environments import load_environment

PROD = load_environment("prod")
HEAD, BACK = "b" * 40, "a" * 40


class Sns:
    def __init__(self) -> None:
        self.sent: list[tuple[str, dict[str, Any]]] = []

    def publish(self, *, TopicArn: str, Message: str) -> object:  # noqa: N803
        self.sent.append((TopicArn, json.loads(Message)))
        return {}


def said(step: Step, back: str = BACK, *, by_guard: bool = True) -> str:
    return ". ".join(words(PROD, Course(step, HEAD, back, by_guard)))


def test_it_is_told_where_slack_shows_it_and_nobody_is_woken(
    templates: Mapping[str, dict[str, Any]],
) -> None:
    sns = Sns()
    publish(sns, PROD, "title", "text")
    [(arn, message)] = sns.sent
    assert arn == topic(PROD)
    assert arn.endswith(":filmops-prod-p3")
    assert (message["version"], message["source"]) == ("1.0", "custom")
    assert message["content"]["title"] == "title"
    assert arn.rpartition(":")[2] in json.dumps(templates["prod-Paging"]["Resources"])


def test_a_rollback_names_both_commits_and_what_is_left_on_main() -> None:
    told = said(Step.BACK)
    assert "prod was rolled back" in told
    assert f"tripped while {HEAD[:12]} was watched; {BACK[:12]} is deployed again" in told
    assert "main still has the change: revert it" in told


def test_a_rollback_by_hand_is_not_told_as_a_tripped_guard() -> None:
    told = said(Step.BACK, by_guard=False)
    assert f"It was asked for by hand; {BACK[:12]} is deployed again" in told


@pytest.mark.parametrize("step", [one for one in Step if one is not Step.BACK])
def test_nothing_else_is_told_as_a_rollback_that_was_done(step: Step) -> None:
    assert "was rolled back" not in said(step).replace("Nothing was rolled back", "")
    assert "deployed again" not in said(step).replace("could not be deployed again", "")


@pytest.mark.parametrize(
    ("step", "words"),
    [
        (Step.SHIPPING, f"the deployment of {HEAD[:12]} FAILED"),
        (Step.SHIPPED, "was not watched to a verdict"),
        (Step.TRIPPED, "was NOT rolled back"),
        (Step.GOING_BACK, f"ROLLBACK FAILED. A guard tripped while {HEAD[:12]} was watched"),
    ],
)
def test_what_failed_is_told_with_what_to_type_next(step: Step, words: str) -> None:
    assert words in said(step)
    assert "make rollback ENV=prod" in said(step)


def test_a_first_deployment_has_nowhere_to_go_back_to() -> None:
    assert "no commit is known that it could go back to" in said(Step.GOING_BACK, back="")
