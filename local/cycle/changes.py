"""The two changes that are made: small edits, as somebody would commit them."""

from dataclasses import dataclass
from pathlib import Path

from promises import InputError


@dataclass(frozen=True, slots=True)
class Change:
    """An edit of one file, at the one place where it says `old`."""

    title: str
    """Its commit message."""
    file: Path
    """Relative to the root."""
    old: str
    new: str

    def apply(self, root: Path) -> None:
        """Make the edit. Raises InputError where the file does not say `old` exactly once."""
        file = root / self.file
        text = file.read_text(encoding="utf-8")
        if (count := text.count(self.old)) != 1:
            wanted = f"{self.old.strip()!r} once, for the change {self.title!r}"
            raise InputError(file, None, "", wanted, f"it {count} times")
        file.write_text(text.replace(self.old, self.new), encoding="utf-8")


DEV = Path("environments/dev.yaml")
RENAMED = Change(
    title="Call the database of development by its short name",
    file=DEV,
    old="\n  database: ai-film-studio-dev\n",
    new="\n  database: film-studio-dev\n",
)
"""Looks harmless and would start an empty database: a review has to hold it."""
ALARM, EASED_TO = "database-cpu-signal", 95.0
"""The alarm that the other change moves, and the percent it moves it to."""
EASED = Change(
    title="Let the load tests of development use the processor",
    file=DEV,
    old="\nweakens:\n",
    new=f"""
weakens:
  - promise: thresholds.database_cpu.alert
    to: {{when: above {EASED_TO:.0f} %, for: 10 min, severity: P2}}
    because: Load tests run in development every night.
""",
)
"""One that may go through, and that an API shows once it is deployed."""
