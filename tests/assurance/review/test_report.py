"""A review in its three forms."""

import json
import re
from datetime import date
from io import StringIO

import pytest
from rich.console import Console

from assurance.review.allowed import Judged, Line
from assurance.review.report import json_, markdown, text
from assurance.review.reviewing import EnvironmentReview, Review
from assurance.review.sentence import Gate, Sentence, Topic
from tests.assurance.review.conftest import Reviewed

STOPPED = Sentence(Topic.RIGHTS, "Writer may s3:* on *", (), Gate.RIGHTS, "prod/Writer")
LINE = Line(gate=Gate.RIGHTS, subject="prod/Writer", because="a migration", until=date(2026, 12, 1))


def one(*sentences: Sentence, line: Line | None = None) -> Review:
    environments = tuple(EnvironmentReview(name, sentences, ()) for name in ("staging", "prod"))
    judged = tuple(Judged("prod", told, line) for told in sentences if told.gate)
    return Review(environments, judged, ())


def shown(review: Review) -> str:
    return text.render(review, Console(file=StringIO(), width=100))


def test_a_comment_begins_with_the_marker_it_is_found_by() -> None:
    assert markdown.render(one(STOPPED)).startswith(f"{markdown.MARKER}\n")


def test_a_sentence_of_several_environments_is_told_once() -> None:
    told = Sentence(Topic.ALARMS, "threshold 1 -> 2")
    comment = markdown.render(one(told))
    assert comment.count("threshold 1") == 1
    assert "**staging, prod**" in comment
    assert "staging, prod  threshold 1 -> 2" in shown(one(told))


def test_what_is_held_says_so_and_shows_the_line_that_would_allow_it() -> None:
    for rendered in (markdown.render(one(STOPPED)), shown(one(STOPPED))):
        assert "HELD: widened rights x 1" in rendered
        assert 'gate: widened rights, subject: "prod/Writer"' in rendered


def test_what_is_allowed_is_shown_with_its_reason_and_last_day() -> None:
    for rendered in (markdown.render(one(STOPPED, line=LINE)), shown(one(STOPPED, line=LINE))):
        assert "nothing held" in rendered
        assert "a migration (until 2026-12-01)" in rendered.replace("\\", "")


def test_words_of_a_template_are_not_acted_on() -> None:
    comment = markdown.render(one(Sentence(Topic.ALARMS, "<b>@all</b> **x** [a](b) #1")))
    assert "<b>" not in comment
    assert not re.search(r"@all|(?<!\\)\*\*x|(?<!\\)\]\(b\)|#1", comment)


@pytest.mark.parametrize("count", [10, 2_000])
def test_a_comment_is_never_longer_than_github_takes(count: int) -> None:
    many = tuple(
        Sentence(Topic.ALARMS, f"{place} {'x' * 80}", ("detail " * 20,)) for place in range(count)
    )
    comment = markdown.render(one(STOPPED, *many))
    assert len(comment) <= markdown.LIMIT
    assert "HELD" in comment
    assert ("more: `make review` shows them" in comment) == (count > 100)


def test_of_a_long_review_state_rights_promises_and_their_lines_are_all_shown() -> None:
    lost, wide, broken = (
        tuple(
            Sentence(topic, f"{gate} {place} {'x' * 80}", fixes, gate, f"prod/{gate}{place}")
            for place in range(500)
        )
        for topic, gate, fixes in (
            (Topic.STATE, Gate.STATE, ()),
            (Topic.RIGHTS, Gate.RIGHTS, ()),
            (Topic.PROMISES, Gate.PROMISE, ("fix: " + "much to do " * 20,)),
        )
    )
    others = tuple(
        Sentence(topic, f"{topic} {place} {'x' * 80}")
        for topic in Topic
        for place in range(500)
        if topic not in (Topic.STATE, Topic.RIGHTS, Topic.PROMISES)
    )
    comment = markdown.render(one(*others, *broken, *wide, *lost))
    assert len(comment) <= markdown.LIMIT
    first = {gate: comment.index(f"{gate} 0 x") for gate in (Gate.STATE, Gate.RIGHTS, Gate.PROMISE)}
    assert list(first.values()) == sorted(first.values())
    assert min(comment.count(f"{gate} ") for gate in first) > 50
    assert comment.count("- {gate:") > 50
    assert comment.count("<details>") == comment.count("</details>")
    assert [line[5:] for line in comment.splitlines() if line.startswith("#### ")] == [*Topic]
    assert comment.count("more: `make review` shows them") >= len(Topic)
    assert "much to do" not in comment


def test_how_to_mend_promises_is_folded_once() -> None:
    fixed = ("fix: set it back",)
    told = [
        Sentence(Topic.PROMISES, f"{name} BROKEN", fixed, Gate.PROMISE, name) for name in ("a", "b")
    ]
    comment = markdown.render(one(*told))
    assert comment.count("fix: set it back") == 1
    assert comment.index("b BROKEN") < comment.index("fix: set it back")


def test_two_reasons_to_hold_one_thing_are_allowed_by_one_line() -> None:
    other = Sentence(Topic.RIGHTS, "Writer may sns:* on *", (), Gate.RIGHTS, "prod/Writer")
    for rendered in (markdown.render(one(STOPPED, other)), shown(one(STOPPED, other))):
        assert rendered.count('subject: "prod/Writer"') == 1
        assert "widened rights x 2" in rendered


def test_resources_are_left_out_before_sentences(reviewed: Reviewed) -> None:
    found = reviewed("a threshold")
    whole = markdown.render(found)
    assert "<details><summary>prod-Monitoring in us-east-1: 1 changed</summary>" in whole
    short = markdown.render(found, limit=len(whole) + 300)
    assert "workers-cpu: threshold &gt; 90 -&gt; 95" in short
    assert "1 stacks are left out here" in short
    assert len(short) <= len(whole) + 300


def test_programs_get_sentences_resources_and_gates(reviewed: Reviewed) -> None:
    found = json.loads(json_.render(reviewed("a security group opened")))
    assert found.keys() == {"environments", "held", "allowed", "stale"}
    (environment,) = found["environments"]
    assert environment["name"] == "prod"
    (change,) = environment["resources"]
    assert change["type"] == "AWS::EC2::SecurityGroup"
    assert change["impact"] == "WILL_UPDATE"
    (stopped,) = found["held"]
    assert stopped["gate"] == "widened network"
    assert stopped["subject"] == "prod/Data/Home/Guard"


def test_people_read_words_first_and_resources_after(reviewed: Reviewed) -> None:
    lines = shown(reviewed("a threshold")).splitlines()
    words = next(place for place, line in enumerate(lines) if "threshold > 90 -> 95" in line)
    resources = next(place for place, line in enumerate(lines) if line.startswith("Resources"))
    assert words < resources
