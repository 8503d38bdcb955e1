"""What goes back over HTTP."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Answer:
    """A JSON answer."""

    status: int
    body: Mapping[str, object]
    headers: Mapping[str, str] = field(default_factory=dict[str, str])

    @property
    def content(self) -> bytes:
        """The body as bytes."""
        return json.dumps(self.body).encode()

    @property
    def content_type(self) -> str:
        """How to read the content."""
        return "application/json; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Page:
    """An HTML answer. It carries no script, and its policy lets none run."""

    html: str
    status: int = 200

    @property
    def content(self) -> bytes:
        """The body as bytes."""
        return self.html.encode()

    @property
    def content_type(self) -> str:
        """How to read the content."""
        return "text/html; charset=utf-8"

    @property
    def headers(self) -> Mapping[str, str]:
        """Nothing from elsewhere is loaded, nothing inside is run."""
        return {"Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'"}
