"""From verdicts to states: what is held, what changes, and where another reading differs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from assurance.cloudwatch.history import Doubt
from assurance.cloudwatch.metric.reading import Reading
from assurance.cloudwatch.state import RETAIN, STATES, Codes, Instants, State


def held(codes: Codes, initial: int) -> Codes:
    """The state after each verdict."""
    places = np.where(codes == RETAIN, -1, np.arange(len(codes)))
    last = np.maximum.accumulate(places) if len(places) else places
    return np.where(last < 0, np.int8(initial), codes[np.maximum(last, 0)])


def changes(states: Codes, initial: int) -> Instants:
    """The places at which a state is not the one before."""
    before = np.concatenate((np.array([initial], np.int8), states[:-1]))
    return np.flatnonzero(states != before)


def doubts(
    main: Reading, others: Sequence[Reading], initial: int, when: Instants, cadence: int
) -> Iterator[Doubt]:
    """The times in which some other reading has another state, each with all answers.

    `main` has the states that are reported, not verdicts.
    """
    reported = main.codes
    table = [held(reading.codes, initial) for reading in others]
    whys = [reading.why for reading in others]
    differing = [place for place, states in enumerate(table) if (states != reported).any()]
    if not differing:
        return
    stacked = np.stack([reported, *(table[place] for place in differing)])
    open_ = (stacked != reported).any(axis=0)
    changed = np.concatenate(([True], (stacked[:, 1:] != stacked[:, :-1]).any(axis=0)))
    first = np.flatnonzero(changed)
    last = np.concatenate((first[1:], [len(when)]))
    for begin, end in zip(first.tolist(), last.tolist(), strict=True):
        if open_[begin]:
            column = [int(code) for code in stacked[:, begin]]
            until = int(when[end]) if end < len(when) else int(when[-1]) + cadence
            answers = [(whys[place], column[row]) for row, place in enumerate(differing, 1)]
            states = frozenset(STATES[code] for code in column)
            yield Doubt(int(when[begin]), until, states, _why(STATES[column[0]], main.why, answers))


def _why(reported: State, by: str, answers: Sequence[tuple[str, int]]) -> str:
    by_state: dict[State, list[str]] = {}
    for why, code in answers:
        if STATES[code] is not reported and why not in by_state.setdefault(STATES[code], []):
            by_state[STATES[code]].append(why)
    other = ", or ".join(f"{state} ({' or '.join(whys)})" for state, whys in by_state.items())
    return f"{reported} as reported ({by}), or {other}"
