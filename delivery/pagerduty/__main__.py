"""`python -m delivery.pagerduty plan|apply|drift --environment prod`."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NoReturn, cast

import boto3
import click
from rich.console import Console

from delivery.in_one_line import in_one_line
from delivery.pagerduty import text
from delivery.pagerduty.applying import Applying
from delivery.pagerduty.changes import Change, changes
from delivery.pagerduty.client import API, Client, PagerDutyError
from delivery.pagerduty.found import Found, look
from delivery.pagerduty.keys import SecretsManager, keys
from delivery.pagerduty.parts import parts
from delivery.pagerduty.people import NobodyError, first_people
from delivery.pagerduty.token import NoTokenError, read_token
from environments import Environment, PagerDuty, load_environment
from promises import InputErrors
from promises.pager import Pager, Shift, pager_of

DIFFERS, UNUSABLE = 1, 2


@dataclass(frozen=True, slots=True)
class Account:
    """A live account beside what is promised of it."""

    client: Client
    pager: Pager
    door: PagerDuty
    found: Found
    changes: tuple[Change, ...]
    now: datetime
    secrets: Callable[[], SecretsManager]


def _options(command: Callable[..., None]) -> Callable[..., None]:
    for option in (
        click.option("--environment", "name", required=True, metavar="NAME", help="Whose pager."),
        click.option(
            "--token-secret",
            metavar="SECRET",
            help="Secret with a field `token`.  [default: the environment's api_token]",
        ),
        click.option("--api", default=API, show_default=True, metavar="URL", help="REST API."),
    ):
        command = option(command)
    return command


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Bring PagerDuty to what the handbook promises, and say where it is not.

    Services, the escalation policy, both schedules' turns, integrations and event rules. Who is on
    call and their overrides stay with PagerDuty: they are read for nothing and never written.

    The token comes from PAGERDUTY_TOKEN, else from Secrets Manager. It is never printed. `apply`
    needs one that may write; the environment's own is read-only.

    \b
    Exit codes:
      0  done, or nothing differs
      1  something differs (drift), or PagerDuty refused
      2  the input is unusable; nothing was changed
    """


@main.command()
@_options
def plan(name: str, token_secret: str | None, api: str) -> None:
    """Show what `apply` would do. Changes nothing."""
    account = _account(name, token_secret, api)
    _show(account.changes)


@main.command()
@_options
@click.option("--secrets", is_flag=True, help="Compare the keys with those in Secrets Manager.")
def drift(name: str, token_secret: str | None, api: str, secrets: bool) -> None:
    """Say where the account is not as promised, and which secret each key belongs into."""
    account = _account(name, token_secret, api)
    _show(account.changes)
    wrong = _say_keys(account, secrets)
    if account.changes or wrong:
        sys.exit(DIFFERS)


@main.command()
@_options
@click.option("--primary", metavar="EMAIL", help="Begins the primary's schedule if it is new.")
@click.option("--secondary", metavar="EMAIL", help="Begins the secondary's schedule if it is new.")
def apply(
    name: str, token_secret: str | None, api: str, primary: str | None, secondary: str | None
) -> None:
    """Make the changes `plan` shows; done again, it changes nothing."""
    account = _account(name, token_secret, api)
    done = 0

    def tell(change: Change) -> None:
        nonlocal done
        done += 1
        click.echo(f"[{done}/{len(account.changes)}] {text.told(change)}")

    try:
        people = first_people(
            account.client,
            account.pager,
            account.changes,
            {Shift.PRIMARY: primary, Shift.SECONDARY: secondary},
        )
        making = Applying(account.client, account.pager, account.found, people, account.now)
        making.apply(account.changes, tell)
    except NobodyError as error:
        _fail(error, UNUSABLE)
    except PagerDutyError as error:
        click.echo(f"stopped there; {max(done - 1, 0)} of {len(account.changes)} made", err=True)
        _fail(error, DIFFERS)
    click.echo(f"done: {text.counted(account.changes)}")
    again = _account(name, token_secret, api) if account.changes else account
    _say_keys(again, compare=False)


def _account(name: str, token_secret: str | None, api: str) -> Account:
    """Everything that is there, or the end of the program with one line that says why not."""
    try:
        environment = load_environment(name)
        door = environment.reach.pagerduty
        if door is None:
            raise NoTokenError(f"environment {name}: wanted one that pages through PagerDuty")
        secrets = _secrets_of(environment)
        client = Client(read_token(token_secret or door.api_token, secrets), api.rstrip("/"))
        pager, now = pager_of(environment.handbook, environment.prefix), datetime.now(UTC)
        names = [one.name for one in pager.services]
        names += [pager.policy, *(pager.schedule(shift) for shift in Shift)]
        with Console(stderr=True).status("Reading the PagerDuty account"):
            found = look(client, names=names)
            differing = changes(parts(pager, found, now))
        return Account(client, pager, door, found, differing, now, secrets)
    except (InputErrors, NoTokenError, ValueError) as error:
        _fail(error, UNUSABLE)
    except PagerDutyError as error:
        _fail(error, DIFFERS)


def _secrets_of(environment: Environment) -> Callable[[], SecretsManager]:
    region = environment.primary_region
    return lambda: cast(
        "SecretsManager",
        boto3.client("secretsmanager", region_name=region),  # pyright: ignore[reportUnknownMemberType] (boto3 is untyped)
    )


def _show(found: tuple[Change, ...]) -> None:
    for line in text.plan(found):
        click.echo(line)
    click.echo(text.counted(found))


def _say_keys(account: Account, compare: bool) -> bool:
    """Say of each key where it belongs; whether a secret holds another."""
    wrong = False
    for key in keys(account.pager, account.found, account.door):
        held = key.compared(account.secrets()) if compare else None
        wrong = wrong or held not in (None, "the same key")
        click.echo(text.placed(key, held))
    return wrong


def _fail(error: Exception, code: int) -> NoReturn:
    click.echo(f"pagerduty: {error}", err=True)
    sys.exit(code)


if __name__ == "__main__":
    in_one_line(main, "delivery.pagerduty")
