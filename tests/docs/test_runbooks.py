"""The runbooks: every section says what is needed at night, and what it links to exists."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from tests.docs.runbooks import ELEMENTS, Section, sections

SHARED = {"service-budget", "service-silent"}
"""Their services have boards of their own, which the page links to."""
_LEADS = re.compile(
    r"Dashboard: \S+region=(?P<region>[\w-]+)#dashboards/dashboard/(?P<board>[\w-]+)"
    r".*Runbook: \S+#(?P<section>[\w-]+)"
)

_ACTS = re.compile(
    r"aws \S+ (apply|cancel|copy|create|delete|modify|purge|put|send|start|stop|terminate)-(?!query)"
    r"|aws lambda invoke\b|^make (deploy|rollback)|^owner \S+ psql .*(cancel|--file)"
)
_LOOKS = re.compile(r"(aws\b(?! s3 cp)|firing|saved|records|sql|make prove)\b")
"""At the beginning of a line: what is kept in a variable is for the next line, not to be read."""


def of_type(production: Mapping[str, Any], kind: str) -> Iterator[Mapping[str, Any]]:
    for template in production.values():
        for one in template["Resources"].values():
            if one["Type"] == kind:
                yield one["Properties"]


def missing(section: Section) -> str:
    """The first element that is missing or not in its place."""
    place = 0
    for element in ELEMENTS:
        found = section.text.find(f"\n{element}", place)
        if found < 0:
            return element
        place = found + 1
    return ""


@pytest.mark.parametrize("section", [pytest.param(one, id=one.name) for one in sections()])
def test_a_section_says_everything_in_order(section: Section) -> None:
    assert missing(section) == ""
    assert section.boards or section.name in SHARED, "First look: no dashboard is linked"
    assert all(section.text.count(f"\n{one}") == 1 for one in ELEMENTS)


@pytest.mark.parametrize("element", ELEMENTS)
def test_an_element_that_is_missing_is_named(element: str) -> None:
    whole = sections()[0]
    assert missing(Section(whole.name, whole.text.replace(element, ""))) == element


def test_an_element_in_another_place_is_named() -> None:
    text = "".join(f"\n{one} so" for one in reversed(ELEMENTS))
    assert missing(Section("upside down", text)) == ELEMENTS[1]


@pytest.mark.parametrize("section", [pytest.param(one, id=one.name) for one in sections()])
def test_a_section_says_what_to_type(section: Section) -> None:
    do = section.text.partition("**Do:**")[2].partition("**It worked when**")[0]
    assert "```sh\n" in do


def hasty(block: str) -> str:
    """The first line that acts below one that only looks: who pastes both has read nothing."""
    looked = False
    for line in block.replace("\\\n", " ").splitlines():
        if _ACTS.search(line):
            if looked:
                return line
        elif _LOOKS.match(line):
            looked = True
    return ""


@pytest.mark.parametrize("section", [pytest.param(one, id=one.name) for one in sections()])
def test_nobody_pastes_a_change_together_with_what_is_to_be_read_before_it(
    section: Section,
) -> None:
    assert [line for block in section.pasted if (line := hasty(block))] == []


def test_a_change_in_the_same_block_is_named() -> None:
    looks, acts = "firing api\n", "aws sqs purge-queue --queue-url a\n"
    assert hasty(f"{looks}{acts}") == acts.strip()
    assert hasty(f"aws sqs \\\n  get-queue-url\n{acts}") == acts.strip()
    assert hasty(f"X=$(aws sqs get-queue-url)\n{acts}") == ""
    assert hasty(f"{acts}{looks}") == ""


def test_no_two_sections_have_the_same_name() -> None:
    names = [one.name for one in sections()]
    assert len(set(names)) == len(names) > 50


def test_every_board_that_is_linked_exists_in_that_region(production: Mapping[str, Any]) -> None:
    there = {str(one["DashboardName"]) for one in of_type(production, "AWS::CloudWatch::Dashboard")}
    linked = {board for section in sections() for board in section.boards}
    for region, name in linked:
        assert name in there
        assert (region == "us-west-2") == name.endswith("us-west-2")
    assert {name for _, name in linked} == there


def test_a_section_links_to_the_boards_of_the_alarms_that_lead_to_it(
    production: Mapping[str, Any],
) -> None:
    boards = {one.name: one.boards for one in sections()}
    judged = 0
    for kind in ("AWS::CloudWatch::Alarm", "AWS::CloudWatch::CompositeAlarm"):
        for alarm in of_type(production, kind):
            leads = _LEADS.search(str(alarm.get("AlarmDescription", "")))
            if leads and leads["section"] not in SHARED:
                judged += 1
                board = (leads["region"], leads["board"])
                assert board in boards[leads["section"]], alarm["AlarmName"]
    assert judged > 100


def test_every_saved_query_is_linked_where_it_helps_and_none_is_invented(
    production: Mapping[str, Any],
) -> None:
    saved = {
        str(one["Name"]).removeprefix("filmops-prod/")
        for one in of_type(production, "AWS::Logs::QueryDefinition")
    }
    assert {query for section in sections() for query in section.queries} == saved


def test_a_board_and_a_query_are_found_in_a_section() -> None:
    text = "[x][board-api] [y](https://a/home?region=eu-west-1#dashboards/dashboard/b)\n"
    found = Section(
        "one", f"{text}[`api/errors`][queries]\nsaved 'api/errors over time'\nsaved c/d"
    )
    assert found.boards == {("us-east-1", "filmops-prod-api"), ("eu-west-1", "b")}
    assert found.queries == {"api/errors", "api/errors over time", "c/d"}
