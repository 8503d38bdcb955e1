"""Every call into the CDK costs about as much as all of a service's Python."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import jsii
import pytest

from bench.ours import build
from bench.synth import App

CALLS = ("create", "invoke", "sinvoke", "get", "set", "sget", "sset", "sync_complete")
MOST = 21


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """What has been sent to Node, callbacks' answers included."""
    made = Counter[str]()
    provider = jsii.kernel.provider

    def counted(name: str, call: Callable[..., object]) -> Callable[..., object]:
        def wrapper(*args: object, **kwargs: object) -> object:
            made[name] += 1
            return call(*args, **kwargs)

        return wrapper

    for name in CALLS:
        monkeypatch.setattr(provider, name, counted(name, getattr(provider, name)))
    return made


def synthesized(count: int, out: Path) -> None:
    app = App(outdir=str(out))
    build(app, count, stacks=1)
    app.synth()


def test_a_service_takes_at_most_21_calls_into_the_cdk(calls: Counter[str], tmp_path: Path) -> None:
    synthesized(3, tmp_path / "few")
    few = calls.copy()
    calls.clear()
    synthesized(13, tmp_path / "more")
    more = calls - few
    # 10 metric alarms, 5 composites with what they depend on, 1 native objective
    assert more == {"create": 10 * 16, "invoke": 10 * 5}
    assert more.total() <= 10 * MOST


def test_the_fixed_calls_of_a_stack_are_few(calls: Counter[str], tmp_path: Path) -> None:
    synthesized(1, tmp_path)
    assert calls.total() - MOST < 20
