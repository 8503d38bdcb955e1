"""Text widgets: markdown in, safe HTML out."""

import pytest

from assurance.preview.markdown import dashboard_in, html

CONSOLE = "https://eu-west-1.console.aws.amazon.com/cloudwatch/home?region=eu-west-1"


def rendered(markdown: str) -> str:
    return html(markdown, {"api": "prod/api", "über uns": "prod/uns"}.get)


@pytest.mark.parametrize(
    "address",
    [
        f"{CONSOLE}#dashboards/dashboard/api",
        f"{CONSOLE}#dashboards:name=api",
        f"{CONSOLE}#dashboards:name=api;start=PT3H",
        f"{CONSOLE}#dashboards/dashboard/api?start=PT3H",
        "#dashboards:name=api",
    ],
)
def test_a_link_to_a_dashboard_leads_to_it_here(address: str) -> None:
    assert 'href="#prod/api"' in rendered(f"[API]({address})")


def test_a_name_in_an_address_is_decoded() -> None:
    assert dashboard_in(f"{CONSOLE}#dashboards/dashboard/%C3%BCber%20uns") == "über uns"


@pytest.mark.parametrize("address", ["https://example.com", f"{CONSOLE}#dashboards:name=other"])
def test_any_other_link_opens_as_it_is(address: str) -> None:
    link = rendered(f"[there]({address})")
    assert f'href="{address}"' in link
    assert 'rel="noopener noreferrer"' in link


@pytest.mark.parametrize(
    "markdown",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        "[x](data:text/html,hello)",
        "![x](https://example.com/x.png)",
        '[x](https://example.com "><script>")',
    ],
)
def test_nothing_in_a_dashboard_runs_or_loads(markdown: str) -> None:
    made = rendered(markdown)
    assert "<script" not in made
    assert "<img" not in made
    assert 'href="javascript' not in made
    assert 'href="data' not in made


def test_a_button_is_dressed_as_one() -> None:
    assert 'class="button primary">Go<' in rendered("[button:primary:Go](https://example.com)")
    assert 'class="button">Go<' in rendered("[button:Go](https://example.com)")


def test_a_table_is_a_table() -> None:
    assert "<td>1</td>" in rendered("| a |\n|---|\n| 1 |")
