"""A PagerDuty account nobody has set up, and the command against it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from click.testing import CliRunner, Result

from delivery.pagerduty.__main__ import main
from delivery.pagerduty.token import VARIABLE
from local.pagerduty import Account, StandInPagerDuty

PEOPLE = ["--primary", "ada@aifilmstudio.com", "--secondary", "sam@aifilmstudio.com"]
Run = Callable[..., Result]


@pytest.fixture
def pagerduty() -> Iterator[StandInPagerDuty]:
    with StandInPagerDuty(Account(services=())) as stand_in:
        yield stand_in


@dataclass(frozen=True)
class Command:
    """`python -m delivery.pagerduty` with a token in its environment."""

    api: str
    token: str

    def __call__(self, verb: str, *arguments: str, token: str | None = None) -> Result:
        given = [verb, "--environment", "prod", "--api", self.api, *arguments]
        return CliRunner().invoke(main, given, env={VARIABLE: token or self.token})


@pytest.fixture
def run(pagerduty: StandInPagerDuty) -> Command:
    return Command(pagerduty.url, pagerduty.account.write_token)


@pytest.fixture
def applied(run: Command) -> Command:
    """The command, once everything is set up."""
    assert run("apply", *PEOPLE).exit_code == 0
    return run
