"""python -m bench.synth STYLE SERVICES DIR: one synth, alone in its process."""

import json
import sys
from importlib import import_module
from pathlib import Path

from aws_cdk import App

STYLES = ("ours", "l2")
SETTINGS = Path(__file__).parents[1] / "cdk.json"


def synth(style: str, count: int, out: Path) -> None:
    """The assembly of so many services, with the flags of the real app and without metadata."""
    flags = json.loads(SETTINGS.read_text())["context"]
    app = App(outdir=str(out), context=flags, analytics_reporting=False)
    # only the style that is measured is imported
    import_module(f"bench.{style}").build(app, count)
    app.synth()


if __name__ == "__main__":
    synth(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]))
