"""Promises that an environment keeps less well than the handbook says."""

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from functools import cache
from typing import Any

from environments.fields import Words
from promises import Handbook, InputError, InputErrors, load_handbook
from promises.errors import WantedError
from promises.frozen import Frozen


class Weakening(Frozen):
    """One promise by its id, what it is here, written as in handbook.yaml, and why."""

    promise: Words
    to: Any
    because: Words


@cache
def as_written() -> Handbook:
    """The handbook without any weakening."""
    return load_handbook()


def weakened(weakenings: Iterable[Weakening]) -> Handbook:
    """The handbook as it holds with these weakenings; raises InputErrors."""
    return as_written().weakened({weakening.promise: weakening.to for weakening in weakenings})


def mistakes(weakenings: tuple[Weakening, ...]) -> Iterator[WantedError]:
    """Whatever is wrong with the weakenings of one environment."""
    index = {weakening.promise: place for place, weakening in enumerate(weakenings)}
    unreal = [*_unknown(weakenings), *_repeated(weakenings, index)]
    yield from unreal
    if unreal:
        return
    try:
        here = weakened(weakenings)
    except InputErrors as errors:
        yield from (_unfit(error, index) for error in errors.errors)
        return
    promised = {promise.id: promise for promise in here.catalogue()}
    for promise in as_written().catalogue():
        if promise.id in index and promise.is_weakened_by(promised[promise.id].value) is False:
            wanted, got = f"something weaker than {promise.promised}", promised[promise.id].promised
            yield WantedError(wanted, got, (index[promise.id], "to"))


def _unknown(weakenings: tuple[Weakening, ...]) -> Iterator[WantedError]:
    ids = [promise.id for promise in as_written().catalogue()]
    for place, weakening in enumerate(weakenings):
        if weakening.promise not in ids:
            close = get_close_matches(weakening.promise, ids, n=1)
            wanted = (
                f"the id of a promise such as {close[0] if close else 'severities.P1.channels'}"
            )
            yield WantedError(wanted, weakening.promise, (place, "promise"))


def _repeated(weakenings: tuple[Weakening, ...], last: dict[str, int]) -> Iterator[WantedError]:
    for place, weakening in enumerate(weakenings):
        if place != last[weakening.promise]:
            got = f"{weakening.promise} twice"
            yield WantedError("each promise once", got, (place, "promise"))


def _unfit(error: InputError, index: dict[str, int]) -> WantedError:
    """A mistake in the weakened handbook, told at the weakening it comes from."""
    for promise, place in index.items():
        if error.key == promise or error.key.startswith(f"{promise}."):
            return WantedError(error.wanted, error.got, (place, "to"))
    wanted = f"values that agree with {error.key}: {error.wanted}"
    return WantedError(wanted, error.got)
