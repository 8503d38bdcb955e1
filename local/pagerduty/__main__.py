"""python -m local.pagerduty --port 8025: the stand-in on its own, until it is stopped."""

import argparse
import signal
import sys
from pathlib import Path

from local.pagerduty.account import Account
from local.pagerduty.stand_in import StandInPagerDuty


def main() -> int:
    """Serve until SIGINT or SIGTERM; 2 when the account or the port cannot be used."""
    parser = argparse.ArgumentParser(prog="python -m local.pagerduty", description=__doc__)
    parser.add_argument("--port", type=int, default=8025)
    parser.add_argument(
        "--account",
        type=Path,
        default=Path("build/pagerduty.json"),
        help="the services and their keys; written, readable by its owner only, if it is missing",
    )
    parser.add_argument(
        "--host",
        action="append",
        default=[],
        metavar="NAME=URL",
        help="call SubscribeURLs of host NAME at URL instead, say at the embedded AWS",
    )
    arguments = parser.parse_args()
    hosts = dict(mapping.partition("=")[::2] for mapping in arguments.host)
    stopping = {signal.SIGINT, signal.SIGTERM}
    signal.pthread_sigmask(signal.SIG_BLOCK, stopping)
    try:
        with StandInPagerDuty(
            Account.at(arguments.account), port=arguments.port, hosts=hosts
        ) as pagerduty:
            print(f"stand-in PagerDuty: {pagerduty.url}  keys: {arguments.account}", flush=True)
            signal.sigwait(stopping)
    except (OSError, OverflowError, ValueError) as error:
        print(f"local.pagerduty: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
