"""What a watch says: for people, for a pull request or a job's summary, for programs."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from assurance.watch.before import Before
from assurance.watch.guard import Guard
from assurance.watch.watching import Ended, Verdict, states
from promises import Handbook, text


@dataclass(frozen=True, slots=True)
class Told:
    """A watch, of which environment, and the handbook's steps that it is one of."""

    environment: str
    ended: Ended
    handbook: Handbook


def sentence(told: Told) -> str:
    """The verdict in one line."""
    ended = told.ended
    lasted = _long(ended.lasted)
    match ended.verdict:
        case Verdict.QUIET:
            unseeing = f"; {len(ended.unseeing)} saw nothing" if ended.unseeing else ""
            said = f"no guard tripped in {lasted} ({states(ended.guards)}{unseeing})"
        case Verdict.TRIPPED:
            names = ", ".join(one.name for one in ended.tripped)
            said = f"tripped after {lasted}: {names}. Roll back."
        case Verdict.BLIND:
            said = f"nothing could be seen after {lasted}: {ended.why}"
        case Verdict.UNMENDED:
            names = ", ".join(sorted(ended.known))
            said = f"not mended after {lasted}, in ALARM as before: {names}. Nothing else tripped."
    return f"{told.environment}: {said}"


def as_text(told: Told) -> str:
    """For people: the verdict, why a guard tripped, what is left to do."""
    return "\n".join([sentence(told), *_why(told.ended, "  "), *_checklist(told, "  [ ] ")]) + "\n"


def as_markdown(told: Told) -> str:
    """For the summary of a job."""
    lines = [f"### {sentence(told)}", "", *_why(told.ended, "- "), *_checklist(told, "- [ ] ")]
    return "\n".join(lines) + "\n"


def as_json(told: Told) -> str:
    """For programs."""
    ended = told.ended
    said = {
        "environment": told.environment,
        "verdict": ended.verdict,
        "started": ended.started.isoformat(),
        "seconds": round(ended.lasted.total_seconds()),
        "guards": [
            {
                "name": one.name,
                "services": one.services,
                "state": one.state,
                "reason": one.reason,
                "saw": one not in ended.unseeing,
            }
            for one in ended.guards
        ],
        "why": ended.why,
    }
    return json.dumps(said, indent=2) + "\n"


FORMATS: Mapping[str, Callable[[Told], str]] = {
    "text": as_text,
    "markdown": as_markdown,
    "json": as_json,
}


def state_before(environment: str, found: Sequence[Before]) -> str:
    """What was written down, guard by guard, and where there was too little to tell."""
    lines = [f"{environment}: the state before, written down for two hours"]
    for one in found:
        value = "too few events to tell" if one.value is None else f"{one.value:.4g}"
        limit = "" if one.guard.threshold is None else f", trips above + {one.guard.threshold:g}"
        lines.append(f"  {one.guard.name}: {value}{limit}")
    return "\n".join(lines) + "\n"


def in_alarm(environment: str, guards: Sequence[Guard]) -> str:
    """Why nothing should be deployed now."""
    names = ", ".join(one.name for one in guards)
    way = "Mend that first; a repair is deployed with a reason (FORCE=... of make)."
    return f"{environment}: in ALARM before anything was deployed: {names}. {way}\n"


def despite(environment: str, guards: Sequence[Guard], why: str) -> str:
    """That something is deployed all the same."""
    names = ", ".join(one.name for one in guards)
    return f"{environment}: deployed although in ALARM: {names}. Because: {why}\n"


def _why(ended: Ended, lead: str) -> Iterator[str]:
    for one in ended.tripped:
        yield f"{lead}{one.name} ({', '.join(one.services)}): {one.reason}"
    for one in ended.unseeing:
        yield f"{lead}{one.name} ({', '.join(one.services)}) saw nothing: too few events, or none"


def _checklist(told: Told, lead: str) -> Iterator[str]:
    """The handbook's own steps that come after: of a deployment, or of a rollback."""
    change = told.handbook.change
    match told.ended.verdict:
        case Verdict.QUIET:
            yield f"{change.deployment.checklist}, watched for {_watched(told)}:"
            steps = change.deployment.checklist_items
        case Verdict.TRIPPED:
            back = change.rollback
            steps = (back.execute, back.verify, back.notify, back.review)
        case _:
            steps = (change.rollback.decide, change.rollback.verify)
    yield from (f"{lead}{step}" for step in steps)


def _watched(told: Told) -> str:
    """How long it really was, and how long it should have been where that is longer."""
    lasted, promised = told.ended.lasted, told.handbook.change.deployment.watch
    return _long(lasted) + (f" of the promised {text(promised)}" if lasted < promised else "")


def _long(time: timedelta) -> str:
    seconds = time.total_seconds()
    return f"{seconds // 60:.0f} min" if seconds >= 60 else f"{seconds:.0f} s"
