"""Flow charts in Mermaid, from edges: drawn from templates, never by hand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Edge:
    """One arrow. Nodes are named by what stands in them."""

    start: str
    end: str
    label: str = ""


def flowchart(edges: Iterable[Edge], direction: str = "LR") -> Iterator[str]:
    """The lines of a fenced chart, each arrow once."""
    numbers: dict[str, str] = {}
    arrows = list(dict.fromkeys(edges))
    for name in dict.fromkeys(name for edge in arrows for name in (edge.start, edge.end)):
        numbers[name] = f"n{len(numbers)}"
    yield from ("```mermaid", f"flowchart {direction}")
    for name, number in numbers.items():
        yield f'  {number}["{_quoted(name)}"]'
    for edge in arrows:
        label = f'|"{_quoted(edge.label)}"|' if edge.label else ""
        yield f"  {numbers[edge.start]} -->{label} {numbers[edge.end]}"
    yield from ("```", "")


def _quoted(name: str) -> str:
    return name.replace("#", "#35;").replace('"', "#quot;")
