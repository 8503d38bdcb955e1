"""The ways through a workflow, and whether one leads past a state."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from assurance.assembly import Json
from assurance.assembly.values import items, mapping, text, texts

States = Mapping[str, Mapping[str, Json]]
ANY_ERROR = "States.ALL"


def ways_past(states: States, start: str, through: frozenset[str]) -> Iterator[str]:
    """Why a run that begins at `start` may end without passing one of the states `through`.

    An error that `start` itself names and catches apart is a way out before anything was done.
    """
    seen, open_ = set[str](), [start]
    while open_:
        name = open_.pop()
        state = states.get(name)
        if name in seen or name in through or state is None:
            continue
        seen.add(name)
        if state.get("Type") in ("Succeed", "Fail") or state.get("End") is True:
            yield f"a run can end in {name}"
        if state.get("Type") == "Task" and not _catches_all(state):
            yield f"an error in {name} ends the run"
        open_ += _following(state, named_errors=name != start)


def reached_without(states: States, start: str, guards: frozenset[str]) -> Iterator[str]:
    """The states that a run which begins at `start` may enter without having passed a guard."""
    seen, open_ = set[str](), [start]
    while open_:
        name = open_.pop()
        state = states.get(name)
        if name in seen or name in guards or state is None:
            continue
        seen.add(name)
        yield name
        open_ += _following(state, named_errors=True)


def _catches_all(state: Mapping[str, Json]) -> bool:
    return any(ANY_ERROR in texts(one.get("ErrorEquals")) for one in _of(state, "Catch"))


def _following(state: Mapping[str, Json], *, named_errors: bool) -> list[str]:
    caught = [
        one
        for one in _of(state, "Catch")
        if named_errors or ANY_ERROR in texts(one.get("ErrorEquals"))
    ]
    every = [state.get("Next"), state.get("Default")]
    every += [one.get("Next") for one in (*_of(state, "Choices"), *caught)]
    return [text(name) for name in every if name]


def _of(state: Mapping[str, Json], key: str) -> list[Mapping[str, Json]]:
    return [mapping(one) for one in items(state.get(key))]
