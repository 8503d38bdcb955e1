"""An environment with one of everything, as its file would say it."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from environments import Environment, load_environment

BALANCER, TARGETS = "app/lab/1", "targetgroup/lab/1"
FILMS, BUSINESS = "AIFilmStudio/Lab", "AIFilmStudio/BusinessLab"
CERTIFICATE = "arn:aws:acm:us-east-1:111122223333:certificate/1"
TEXT = f"""
name: lab
account: "111122223333"
primary_region: us-east-1
recovery_region: us-west-2
may_weaken: false
links:
  dashboards: https://board.example
  runbooks: https://runbook.example
  status_page: https://status.example
reach:
  pagerduty: {{P1: lab/p1, P2: lab/p2, page_test: lab/page-test, api_token: lab/api}}
  sms: [lab/sms]
  slack: {{workspace: T0AIFILM01, channel: C0OPSALERT, name: "#ops-alerts"}}
  email: [ops@lab.example]
  heartbeat: lab/heartbeat
platform:
  api: {{load_balancer: {BALANCER}, target_group: {TARGETS}, cluster: lab, service: api}}
  film_generation: {{namespace: {FILMS}, business_namespace: {BUSINESS}, workers: gpus}}
  queues:
    jobs: {{name: jobs, dead_letters: jobs-dead}}
  dashboard: E1LAB
  database: lab
  cache: lab
  certificates: {{api: "{CERTIFICATE}"}}
sizes:
  database:
    instance: db.r6g.large
    storage: 100 GiB
    storage_limit: 500 GiB
    connections: 1000
    standby: true
"""


def environment(*changes: tuple[str, str]) -> Environment:
    """The environment, with pieces of its file replaced."""
    words = TEXT
    for old, new in changes:
        assert old in words
        words = words.replace(old, new)
    return _read(words)


@cache  # most tests change nothing in it
def _read(words: str) -> Environment:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "lab.yaml"
        file.write_text(words)
        return load_environment(file)
