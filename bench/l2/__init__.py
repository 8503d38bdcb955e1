"""The same alarms as a team would write them with the CDK's L2 constructs, and nothing of ours."""

from bench.l2.stack import build

__all__ = ["build"]
