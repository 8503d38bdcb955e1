"""Where the links of a board lead."""

from dataclasses import dataclass

from filmops.boards.widgets import Note
from filmops.names import Names


@dataclass(frozen=True, slots=True)
class Guide:
    """Addresses: the console's list of dashboards, the runbooks without a fragment, status page."""

    names: Names
    dashboards: str
    runbooks: str
    status_page: str

    def board(self, name: str, title: str) -> str:
        """A link to a board of this environment."""
        return f"[{title}]({self.address(name)})"

    def address(self, name: str) -> str:
        """The address of a board of this environment."""
        return f"{self.dashboards}/dashboard/{self.names.of(name)}"

    def runbook(self, section: str, title: str) -> str:
        """A link to a section of the runbooks."""
        return f"[{title}]({self.runbooks}#{section})"

    def heading(self, title: str, *runbooks: str) -> Note:
        """The first line of a board: what it shows, the way back, the runbooks it needs."""
        steps = " · ".join(self.runbook(one, one.replace("-", " ")) for one in runbooks)
        helps = f" &nbsp; Runbooks: {steps}" if runbooks else ""
        return Note(f"# {title}\n{self.board('overview', 'Overview')}{helps}", height=2)
