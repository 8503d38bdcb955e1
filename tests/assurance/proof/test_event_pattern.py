"""EventBridge patterns: what they take, and that an unknown one takes nothing."""

import pytest

from assurance.assembly import Json
from assurance.proof.paging.event_pattern import matches


def event(**detail: Json) -> Json:
    return {"source": "aws.guardduty", "detail": detail}


@pytest.mark.parametrize(
    ("wanted", "takes", "leaves"),
    [
        (["a", "b"], "b", "c"),
        ([7], 7, 8),
        ([True], True, 1),
        ([None], None, ""),
        ([{"prefix": "ab"}], "abc", "bab"),
        ([{"suffix": "bc"}], "abc", "abcd"),
        ([{"wildcard": "a*c"}], "abbc", "abcd"),
        ([{"equals-ignore-case": "abc"}], "ABC", "ABCD"),
        ([{"anything-but": ["a"]}], "b", "a"),
        ([{"anything-but": {"prefix": "a"}}], "b", "ab"),
        ([{"numeric": [">=", 7]}], 7, 6.9),
        ([{"numeric": [">", 0, "<=", 5]}], 5, 5.1),
        ([{"numeric": ["=", 3]}], 3, "3"),
        (["a"], ["b", "a"], ["b"]),
        ([{"exists": True}], "anything", None),
    ],
)
def test_a_field_takes_one_value_and_leaves_another(
    wanted: Json, takes: Json, leaves: Json
) -> None:
    pattern: Json = {"detail": {"field": wanted}}
    assert matches(pattern, event(field=takes))
    absent = wanted == [{"exists": True}]
    assert not matches(pattern, event() if absent else event(field=leaves))


def test_every_field_has_to_match_and_one_of_the_or_branches() -> None:
    pattern: Json = {
        "source": ["aws.guardduty"],
        "$or": [{"detail": {"a": [1]}}, {"detail": {"b": [2]}}],
    }
    assert matches(pattern, event(b=2))
    assert not matches(pattern, event(b=3))
    assert not matches({**pattern, "source": ["aws.health"]}, event(b=2))


def test_an_array_of_objects_matches_when_one_of_them_does() -> None:
    pattern: Json = {"detail": {"findings": {"label": ["CRITICAL"]}}}
    assert matches(pattern, event(findings=[{"label": "LOW"}, {"label": "CRITICAL"}]))
    assert not matches(pattern, event(findings=[{"label": "LOW"}]))


def test_a_field_that_must_not_exist_matches_only_without_it() -> None:
    pattern: Json = {"detail": {"archived": [{"exists": False}]}}
    assert matches(pattern, event(severity=8))
    assert not matches(pattern, event(archived=True))


@pytest.mark.parametrize(
    "wanted",
    [
        [{"sounds-like": "a"}],
        [{"anything-but": {"sounds-like": "b"}}],
        "a",
        [{"numeric": [">="]}],
        "${Fn::If([])}",
    ],
)
def test_what_nobody_here_can_read_takes_nothing(wanted: Json) -> None:
    assert not matches({"detail": {"field": wanted}}, event(field="a"))
