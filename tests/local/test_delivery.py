"""Deliveries to endpoints that do not answer."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from local.delivery import Courier, Shipment
from local.journal import Journal, Kind
from local.retries import sns_tries_again
from tests.local.helpers import eventually


@pytest.fixture
def silent() -> Iterator[int]:
    """The port of somebody who takes calls and says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def shipment(port: int, kept: list[str]) -> Shipment:
    def give_up(why: str, tries: int) -> bool:
        kept.append(f"{why}, {tries} tries")
        return True

    return Shipment(
        sender="subscription",
        method="POST",
        url=f"http://127.0.0.1:{port}/",
        headers={},
        body="page",
        timeout=15,
        delays=(1,),
        tries_again=sns_tries_again,
        give_up=give_up,
    )


def test_silence_is_a_failure_that_is_tried_again_and_then_kept(
    silent: int, tmp_path: Path
) -> None:
    journal, kept = Journal(tmp_path / "journal.jsonl"), list[str]()
    Courier(journal, speed=1000).carry(shipment(silent, kept))
    eventually(lambda: list(journal.read(Kind.DEAD_LETTER)))
    assert kept == ["127.0.0.1: timed out, 2 tries"]
    assert [one.attempt for one in journal.read(Kind.FAILED)] == [1, 2]


def test_carrying_does_not_wait_for_the_answer(silent: int, tmp_path: Path) -> None:
    journal = Journal(tmp_path / "journal.jsonl")
    Courier(journal, speed=1000).carry(shipment(silent, []))
    assert list(journal.read()) == []
    eventually(lambda: list(journal.read(Kind.DEAD_LETTER)))
