"""python -m bench.evaluating DIR MINUTES: one evaluation, alone in its process; the states at the end."""

import json
import sys
from pathlib import Path

from assurance.cloudwatch import evaluate
from bench.month import START, Month
from bench.rules import burn_alarms


def states(assembly: Path, minutes: int) -> dict[str, str]:
    """Every burn-rate alarm of the assembly after so many minutes."""
    account, month = burn_alarms(assembly), Month(minutes)
    histories = evaluate(account, month.data(account), START, month.end)
    return {one.name: str(one.state) for one in histories}


if __name__ == "__main__":
    json.dump(states(Path(sys.argv[1]), int(sys.argv[2])), sys.stdout)
