"""Read by Python at the start of every process of a function: it gets the emulator's outside."""

import json
import os
import sys
from pathlib import Path

if "LOCAL_AWS_OUTSIDE" in os.environ:
    repository = str(Path(__file__).parents[2])
    sys.path.insert(0, repository)
    from local.journal import Journal
    from local.outside import ENVIRONMENT, Outside, StandIn

    # a function sees its own asset, not this repository
    sys.path.remove(repository)
    for name in [name for name in sys.modules if name == "local" or name.startswith("local.")]:
        del sys.modules[name]
    settings = json.loads(os.environ[ENVIRONMENT])
    routes = {host: StandIn(*address) for host, address in settings["routes"].items()}
    Outside(routes, Journal(Path(settings["journal"]))).install()
