import io
from dataclasses import replace

import pytest
from rich.console import Console

from assurance.report import text
from assurance.verdict import EnvironmentReport, Evidence, Report, Verdict


def shown(report: Report, width: int = 100) -> str:
    return text.render(report, Console(file=io.StringIO(), width=width))


def words(report: Report) -> str:
    return " ".join(shown(report).split())


def test_the_last_line_is_the_summary(report: Report) -> None:
    assert shown(report).splitlines()[-1] == "2 kept, 1 broken, 1 unproven"


def test_what_is_broken_comes_before_everything_else(report: Report) -> None:
    output = shown(report)
    assert output.index("BROKEN severities.P1.channels") < output.index("severities.P1.response")


def test_a_broken_promise_comes_with_its_reason_its_fix_and_its_evidence(report: Report) -> None:
    said = words(report)
    assert "because P1 has no [sms] | ask @ops see #12" in said
    assert "fix subscribe an SMS number to P1" in said
    assert "P1B2 in assembly-prod/Recovery Paging.template.json" in said


def test_long_evidence_is_cut_and_says_so(report: Report) -> None:
    (broken,) = report.broken
    many = tuple(Evidence("a.json", f"Alarm{n}", f"prod/Alarm{n}") for n in range(9))
    said = shown(Report((EnvironmentReport("prod", (replace(broken, evidence=many),)),)))
    assert "Alarm4 in a.json" in said
    assert "Alarm5 in a.json" not in said
    assert "and 4 more" in said


def test_promises_stand_under_their_section_of_the_handbook(report: Report) -> None:
    lines = [line.strip() for line in shown(report).splitlines()]
    section = lines.index("Incident Severity Levels")
    assert lines[section + 1].split() == ["severities.P1.response", "15", "min", "5", "min", "kept"]


def test_an_unproven_promise_is_named_under_its_reason_and_not_in_the_table(report: Report) -> None:
    said = words(report)
    assert (
        "Unproven: 1, none of them counted as kept only a deployed account can show it "
        "Service Level Objectives slos.api.availability Tensions"
    ) in said
    assert said.count("slos.api.availability") == 1


def test_a_long_list_of_unproven_promises_names_each_and_the_reason_once(report: Report) -> None:
    one = next(p for p in report.environments[0].promises if p.verdict is Verdict.UNPROVEN)
    many = tuple(replace(one, id=f"metrics.number_{n:02}") for n in range(40))
    said = shown(Report((EnvironmentReport("prod", many),)))
    assert all(proof.id in said for proof in many)
    assert said.count(one.because) == 1
    assert len(said.splitlines()) < len(many)


def test_a_tension_says_what_pulls_and_what_is_done_about_it(report: Report) -> None:
    said = words(report)
    assert "pulls 30 min is later than 15 min" in said
    assert "answer the secondary is paged after 5 min" in said


def test_a_weakened_promise_is_told_with_its_reason(report: Report) -> None:
    assert "severities.P1.channels only slack, email nobody is on call for dev" in words(report)


@pytest.mark.parametrize("width", [80, 100])
def test_nothing_is_wider_than_the_terminal(report: Report, width: int) -> None:
    assert max(map(len, shown(report, width).splitlines())) <= width


def test_there_is_no_colour_outside_of_a_terminal(report: Report) -> None:
    assert "\x1b" not in shown(report)


def test_broken_is_red_at_a_terminal(report: Report) -> None:
    terminal = Console(
        file=io.StringIO(), force_terminal=True, color_system="standard", no_color=False
    )
    assert "\x1b[1;31m BROKEN severities.P1.channels" in text.render(report, terminal)


def test_what_a_template_says_cannot_command_the_terminal(report: Report) -> None:
    (broken,) = report.broken
    hostile = replace(broken, because="[red]x[/red] \x1b[2J")
    said = shown(Report((EnvironmentReport("prod", (hostile,)),)))
    assert "[red]x[/red]" in said
    assert "\x1b" not in said
