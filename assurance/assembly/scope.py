"""What the names inside one stack mean: parameters, resources, conditions and other stacks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Protocol

from assurance.assembly import conditions, intrinsics
from assurance.assembly.files import unusable
from assurance.assembly.identity import Place, naming_properties, reference
from assurance.assembly.template import Template
from assurance.assembly.values import Json, is_literal, mapping, text


class Neighbours(Protocol):
    """The other stacks a stack may read from."""

    def exported(self, place: Place, name: str) -> Json:
        """The value exported under the name in the account and Region of `place`."""
        ...

    def output(self, place: Place, stack: str, region: str, name: str) -> Json:
        """The output of a stack, by the stack's name."""
        ...

    def nested_output(self, place: Place, logical_id: str, name: str) -> Json | None:
        """The output of a nested stack; None when its template is not in the assembly."""
        ...


class Scope:
    """The references of one stack; resolves lazily, so stacks may read each other."""

    def __init__(
        self,
        template: Template,
        place: Place,
        neighbours: Neighbours,
        parameters: Callable[[], Mapping[str, Json]],
    ) -> None:
        self.template = template
        self.place = place
        self._neighbours = neighbours
        self._passed = parameters
        self._conditions: dict[str, bool | None] = {}
        self._outputs: dict[str, Json] = {}
        self._open: list[str] = []
        self._pseudo: dict[str, Json] = {
            "AWS::Region": place.region,
            "AWS::AccountId": place.account,
            "AWS::Partition": place.partition,
            "AWS::URLSuffix": place.suffix,
            "AWS::StackName": place.stack,
        }

    def resolve(self, value: Json) -> Json:
        """The value with every intrinsic in it resolved as far as possible."""
        return intrinsics.resolve(self, value)

    def ref(self, name: str) -> Json:
        """What Ref returns."""
        if name in self._pseudo:
            return self._pseudo[name]
        if name in self.template.parameters:
            return self._parameter(name)
        if name in self.template.resources:
            return self._reference(name, None)
        return f"${{{name}}}" if name.startswith("AWS::") else self.place.token(name)

    def attribute(self, logical_id: str, name: str) -> Json:
        """What GetAtt returns."""
        if logical_id not in self.template.resources:
            return self.place.token(logical_id, name)
        if name.startswith("Outputs."):
            output = name.removeprefix("Outputs.")
            found = self._neighbours.nested_output(self.place, logical_id, output)
            return self.place.token(logical_id, name) if found is None else found
        return self._reference(logical_id, name)

    def condition(self, name: str) -> bool | None:
        """Whether a condition holds; None when only the deployment can tell."""
        if name not in self.template.conditions:
            return None
        if name not in self._conditions:
            self._conditions[name] = conditions.holds(self, self.template.conditions[name])
        return self._conditions[name]

    def mapped(self, name: str) -> Mapping[str, Json]:
        """A table of the Mappings section."""
        return self.template.mappings.get(name, {})

    def imported(self, export: str) -> Json:
        """The value another stack exports under that name in this account and Region."""
        return self._neighbours.exported(self.place, export)

    def output_of(self, stack: str, region: str, output: str) -> Json:
        """The output of another stack; `region` is "" for this stack's own."""
        return self._neighbours.output(self.place, stack, region or self.place.region, output)

    def output(self, name: str) -> Json:
        """The value of one of this stack's own outputs.

        Raises InputErrors when stacks read each other's outputs in a circle.
        """
        if name in self._open:
            circle = " -> ".join([*self._open, name])
            raise unusable(self.template.file, "Outputs", "references without a circle", circle)
        if name not in self._outputs:
            self._open.append(name)
            self._outputs[name] = self.resolve(self.template.outputs[name].get("Value"))
            self._open.pop()
        return self._outputs[name]

    @cached_property
    def _given(self) -> Mapping[str, Json]:
        return self._passed()

    def _parameter(self, name: str) -> Json:
        given = self._given
        declared = self.template.parameters[name]
        kind, value = text(declared.get("Type")), given.get(name, declared.get("Default"))
        if value is None or (declared.get("NoEcho") and name not in given):
            return self.place.token(name)
        if kind.startswith("AWS::SSM::Parameter::Value"):
            return f"{{{{resolve:ssm:{text(value)}}}}}"
        is_list = kind == "CommaDelimitedList" or kind.startswith("List<")
        if is_list and isinstance(value, str) and is_literal(value):
            return [item.strip() for item in value.split(",")]
        return value

    def _reference(self, logical_id: str, attribute: str | None) -> Json:
        resource = self.template.resources[logical_id]
        kind, written = text(resource["Type"]), mapping(resource.get("Properties"))
        naming = {
            key: self.resolve(written[key]) for key in naming_properties(kind) if key in written
        }
        return reference(kind, logical_id, naming, self.place, attribute)
