"""An Automation document as values, schema 0.3
(https://docs.aws.amazon.com/systems-manager/latest/userguide/documents-schemas-features.html)."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import cast

Json = Mapping[str, object]
_REFERENCE = re.compile(r"\{\{ ?([\w.]+) ?\}\}")


@dataclass(frozen=True, slots=True)
class Parameter:
    """What whoever starts it may say; without a default it must be said."""

    name: str
    description: str
    default: str | None = None
    pattern: str | None = None
    allowed: Sequence[str] = ()

    @property
    def said(self) -> Json:
        """As the document writes it."""
        written: dict[str, object] = {"type": "String", "description": self.description}
        if self.default is not None:
            written["default"] = self.default
        if self.pattern:
            written["allowedPattern"] = self.pattern
        if self.allowed:
            written["allowedValues"] = list(self.allowed)
        return written


@dataclass(frozen=True, slots=True)
class Output:
    """A value of a step that later steps and the result use; `selector` is a JSON path."""

    name: str
    selector: str
    kind: str = "String"


@dataclass(frozen=True, slots=True)
class Step:
    """One action. A step that fails ends the run, unless `on_failure` says otherwise.

    `follow` is the step after it where that is not the next one in the list; `ends` ends the run.
    """

    name: str
    action: str
    inputs: Json
    description: str = ""
    outputs: Sequence[Output] = ()
    on_failure: str = "Abort"
    at_most: timedelta | None = None
    follow: str | None = None
    ends: bool = False

    @property
    def said(self) -> Json:
        """As the document writes it."""
        written: dict[str, object] = {"name": self.name, "action": self.action}
        if self.description:
            written["description"] = self.description
        if self.action != "aws:branch":
            written["onFailure"] = self.on_failure
        if self.at_most:
            written["timeoutSeconds"] = int(self.at_most.total_seconds())
        written["inputs"] = self.inputs
        if self.outputs:
            written["outputs"] = [
                {"Name": one.name, "Selector": one.selector, "Type": one.kind}
                for one in self.outputs
            ]
        if self.follow:
            written["nextStep"] = self.follow
        if self.ends:
            written["isEnd"] = True
        return written


@dataclass(frozen=True, slots=True)
class Document:
    """A runbook: what it does, in words for 3 a.m., and its steps in order.

    `outputs` are values of steps, written `step.Output`. Raises ValueError for a reference to a
    parameter or an earlier step's output that is not there.
    """

    name: str
    description: str
    steps: Sequence[Step]
    parameters: Sequence[Parameter] = ()
    outputs: Sequence[str] = field(default=())

    def __post_init__(self) -> None:
        known = {one.name for one in self.parameters}
        for step in self.steps:
            for name in _references(step.inputs):
                if name not in known:
                    raise ValueError(f"{self.name}: step {step.name} reads {name}, known: {known}")
            known |= {f"{step.name}.{one.name}" for one in step.outputs}
        if missing := set(self.outputs) - known:
            raise ValueError(f"{self.name}: no step has the outputs {missing}")
        if not self.steps[-1].ends:
            raise ValueError(f"{self.name}: the last step does not end it")

    def content(self, role: str) -> Json:
        """The document's JSON; `role` is the ARN of what it may do."""
        return {
            "schemaVersion": "0.3",
            "description": self.description,
            "assumeRole": role,
            "parameters": {one.name: one.said for one in self.parameters},
            "mainSteps": [step.said for step in self.steps],
            "outputs": list(self.outputs),
        }


def _references(value: object) -> Iterator[str]:
    """What is read between double braces; `automation:...` is Automation's own and always there."""
    if isinstance(value, str):
        yield from _REFERENCE.findall(value)
    elif isinstance(value, Mapping):
        for one in cast("Json", value).values():
            yield from _references(one)
    elif isinstance(value, Sequence):
        for one in cast("Sequence[object]", value):
            yield from _references(one)
