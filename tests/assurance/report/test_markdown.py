import re
from dataclasses import replace

import pytest

from assurance.report import markdown
from assurance.report.markdown import code, escaped
from assurance.verdict import EnvironmentReport, Evidence, Report


def rows_of(document: str) -> list[str]:
    return [line for line in document.splitlines() if line.startswith("| ")]


def test_the_first_line_is_the_summary(report: Report) -> None:
    assert markdown.render(report).splitlines()[0] == "**2 kept, 1 broken, 1 unproven**"


def test_what_is_broken_stands_open_with_its_fix_and_evidence(report: Report) -> None:
    open_part = markdown.render(report).split("<details>")[0]
    assert "> **Broken: `severities.P1.channels`** (Incident Severity Levels)" in open_part
    assert "> - **fix: subscribe an SMS number to P1**" in open_part
    assert "`prod/RecoveryPaging/P1`: `P1B2` in" in open_part


def test_kept_and_unproven_promises_are_folded_away_apart(report: Report) -> None:
    document = markdown.render(report)
    assert "<details><summary>1 kept</summary>" in document
    assert "<details><summary>1 unproven, none of them counted as kept</summary>" in document
    assert "| only a deployed account can show it | `slos.api.availability` 99.9 % |" in document


def test_tensions_and_weakened_promises_have_tables_of_their_own(report: Report) -> None:
    rows = rows_of(markdown.render(report))
    assert (
        "| `on_call.secondary_after`, `severities.P1.response` | 30 min is later than 15 min "
        "| the secondary is paged after 5 min |"
    ) in rows
    assert "| `severities.P1.channels` | slack, email | nobody is on call for dev |" in rows


def test_every_row_has_the_cells_of_its_header(report: Report) -> None:
    cells = [len(re.split(r"(?<!\\)\|", row)) for row in rows_of(markdown.render(report))]
    # one more cell than separators at each end; kept, unproven, tensions; then kept, weakened
    assert cells == [6, 6, 6, 4, 4, 4, 5, 5, 5, 6, 6, 6, 5, 5, 5]


def test_a_pipe_does_not_end_a_cell(report: Report) -> None:
    kept = replace(report.environments[0].promises[0], id="a|b", proven="c | d")
    rows = rows_of(markdown.render(Report((EnvironmentReport("prod", (kept,)),))))
    assert rows[-1] == r"| Incident Severity Levels | `a\|b` | 15 min | c \| d |"


def test_long_evidence_is_cut_and_says_so(report: Report) -> None:
    many = tuple(Evidence("a.json", f"Alarm{n}", f"prod/Alarm{n}") for n in range(9))
    broken = replace(report.broken[0], evidence=many)
    document = markdown.render(Report((EnvironmentReport("prod", (broken,)),)))
    assert "`Alarm4` in `a.json`\n> - and 4 more" in document


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("two\nlines", "two lines"),
        ("ask @ops", "ask @&#8203;ops"),
        ("see #12", "see #&#8203;12"),
        ("<script>", "&lt;script&gt;"),
        ("*loud* _low_ `code`", r"\*loud\* \_low\_ \`code\`"),
        ("[text](url)", r"\[text\](url)"),
    ],
)
def test_text_is_shown_as_it_is(text: str, shown: str) -> None:
    assert escaped(text) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("prod/Paging", "`prod/Paging`"),
        ("a`b", "`` a`b ``"),
        ("", ""),
    ],
)
def test_names_are_code(text: str, shown: str) -> None:
    assert code(text) == shown
