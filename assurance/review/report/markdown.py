"""The review as one comment on a pull request, which is updated in place.

GitHub takes 65,536 characters of a comment
(https://github.com/mshick/add-pr-comment/issues/93: "body is too long (maximum is 65536
characters)"). Where it gets longer resources are left out first, then how to mend a promise, then
sentences: every topic has room in any case, and says how many of its sentences are missing.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from assurance.report.markdown import escaped
from assurance.review.report import listing, wording
from assurance.review.report.fitting import Block, fitted
from assurance.review.reviewing import EnvironmentReview, Review, Told
from assurance.review.sentence import Topic

MARKER: Final = "<!-- operations-review -->"
"""The first line: whoever writes the comment finds the old one by it."""
LIMIT: Final = 65_536
_SPARE: Final = 400
"""Room for the line that says what was left out."""
_SHARES: Final = {Topic.STATE: 0.2, Topic.RIGHTS: 0.2, Topic.PROMISES: 0.2}
_ANY, _GATES = 0.03, 0.15
"""What any other topic, and the lines that would allow, have in any case: less than 1 in all."""
_ORDER: Final = tuple(Topic)
_FIRST, _LAST = -1, len(_ORDER)


def render(review: Review, limit: int = LIMIT) -> str:
    """The comment, of at most `limit` characters."""
    opening = (MARKER, f"**{escaped(wording.headline(review))}**", "")
    blocks = [Block(opening, (), (), _FIRST), *_sentences(review)]
    if review.stale:
        lines = tuple(f"- {escaped(one)}" for one in review.stale)
        blocks.append(Block(("#### Lines that allow", ""), lines, rank=_LAST))
    blocks += _gates(review)
    head = fitted(blocks, limit - _SPARE)
    return _with_resources(head, review, limit).rstrip() + "\n"


def _sentences(review: Review) -> Iterator[Block]:
    for topic, told in review.told().items():
        shown = tuple(_told(one, fold=topic is not Topic.PROMISES) for one in told)
        yield Block(
            (f"#### {topic}", ""), shown, rank=_ORDER.index(topic), share=_SHARES.get(topic, _ANY)
        )
        fixes = dict.fromkeys(detail for one in told for detail in one.sentence.details)
        if topic is Topic.PROMISES and fixes:
            lines = tuple(f"<li>{escaped(one)}</li>" for one in fixes)
            head = "<details><summary>How to mend them, and which these are</summary><ul>"
            yield Block((head,), lines, ("</ul></details>", ""), _LAST)


def _gates(review: Review) -> Iterator[Block]:
    if review.let_through:
        lines = tuple(f"- {escaped(wording.allowance(one))}" for one in review.let_through)
        yield Block(("#### Allowed", ""), lines, rank=_LAST)
    if review.held:
        title = "Mend it, or let it through with a line in allowed.yaml, its reason and last day"
        lines = dict.fromkeys(f"  {wording.allow_line(one)}" for one in review.held)
        head = (f"<details><summary>{title}</summary>", "", "```yaml", "allowed:")
        foot = ("```", "", "</details>", "")
        yield Block(head, tuple(lines), foot, _ORDER.index(Topic.RIGHTS), _GATES)


def _told(told: Told, *, fold: bool) -> str:
    """The sentence, and its details folded where they are not told elsewhere."""
    where = ", ".join(told.environments)
    held = ":stop_sign: **HELD** " if told.held else ""
    said = f"- **{where}** {held}{escaped(told.sentence.text)}"
    if not told.sentence.details or not fold:
        return said
    items = "".join(f"<li>{escaped(one)}</li>" for one in told.sentence.details)
    more = (
        f"<details><summary>{len(told.sentence.details)} more</summary><ul>{items}</ul></details>"
    )
    return f"{said}\n  {more}"


def _with_resources(head: str, review: Review, limit: int) -> str:
    """The sentences, then as many stacks as there is room for."""
    parts, left = [head], 0
    room = limit - len(head) - _SPARE
    for environment in review.environments:
        for block in _resources(environment):
            if len(block) + 1 <= room:
                parts.append(block)
                room -= len(block) + 1
            else:
                left += 1
    if left:
        parts.append(
            f"_{left} stacks are left out here: the comment would be too long for GitHub._"
        )
    return "\n".join(parts)


def _resources(environment: EnvironmentReview) -> Iterator[str]:
    for stack, changes in listing.by_stack(environment.changes).items():
        body = [f"- {escaped(line)}" for line in listing.lines(changes)]
        title = escaped(listing.heading(stack, changes))
        yield "\n".join((f"<details><summary>{title}</summary>", "", *body, "", "</details>", ""))
