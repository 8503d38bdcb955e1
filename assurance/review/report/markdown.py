"""The review as one comment on a pull request, which is updated in place.

GitHub takes 65,536 characters of a comment
(https://github.com/mshick/add-pr-comment/issues/93: "body is too long (maximum is 65536
characters)"). Sentences come first and stay; resources are folded, and left out where it gets long.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from assurance.report.markdown import escaped
from assurance.review.report import listing, wording
from assurance.review.reviewing import EnvironmentReview, Review, Told

MARKER: Final = "<!-- operations-review -->"
"""The first line: whoever writes the comment finds the old one by it."""
LIMIT: Final = 65_536
_SPARE: Final = 400
"""Room for the line that says what was left out."""


def render(review: Review, limit: int = LIMIT) -> str:
    """The comment, of at most `limit` characters."""
    lines = [MARKER, f"**{escaped(wording.headline(review))}**", ""]
    for topic, told in review.told().items():
        lines += [f"#### {topic}", "", *(line for one in told for line in _told(one)), ""]
    if review.stale:
        lines += ["#### Lines that allow", "", *(f"- {escaped(one)}" for one in review.stale), ""]
    lines += _gates(review)
    head = _cut("\n".join(lines), limit - _SPARE)
    return _with_resources(head, review, limit).rstrip() + "\n"


def _gates(review: Review) -> Iterator[str]:
    if review.let_through:
        yield "#### Allowed"
        yield ""
    yield from (f"- {escaped(wording.allowance(one))}" for one in review.let_through)
    if review.held:
        title = "Mend it, or let it through with a line in allowed.yaml, its reason and last day"
        lines = (wording.allow_line(one) for one in review.held)
        yield ""
        yield f"<details><summary>{title}</summary>"
        yield from (
            "",
            "```yaml",
            "allowed:",
            *(f"  {line}" for line in lines),
            "```",
            "",
            "</details>",
            "",
        )


def _told(told: Told) -> Iterator[str]:
    where = ", ".join(told.environments)
    held = ":stop_sign: **HELD** " if told.held else ""
    yield f"- **{where}** {held}{escaped(told.sentence.text)}"
    if len(told.sentence.details) == 1:
        yield f"  - {escaped(told.sentence.details[0])}"
    elif told.sentence.details:
        items = "".join(f"<li>{escaped(one)}</li>" for one in told.sentence.details)
        yield f"  <details><summary>{len(told.sentence.details)} more</summary><ul>{items}</ul></details>"


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


def _cut(text: str, limit: int) -> str:
    if len(text) <= limit:
        return text
    whole: Sequence[str] = text[:limit].split("\n")[:-1]
    return "\n".join((*whole, "", "_More sentences than GitHub takes: run `make review`._", ""))
