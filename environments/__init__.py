"""Where the promises hold: one YAML file for each environment, and its typed model."""

from environments.loading import find_environment, load_environment, load_environments
from environments.model import Environment, Links
from environments.monitoring import Monitoring
from environments.network import Network, Networks
from environments.platform import Api, FilmGeneration, Named, Parameter, Platform, Queue
from environments.reach import PagerDuty, Reach, Slack
from environments.sizes import Database, Sizes
from environments.third_copy import ThirdCopy
from environments.weakening import Weakening
from environments.weakening import as_written as handbook_as_written

__all__ = [
    "Api",
    "Database",
    "Environment",
    "FilmGeneration",
    "Links",
    "Monitoring",
    "Named",
    "Network",
    "Networks",
    "PagerDuty",
    "Parameter",
    "Platform",
    "Queue",
    "Reach",
    "Sizes",
    "Slack",
    "ThirdCopy",
    "Weakening",
    "find_environment",
    "handbook_as_written",
    "load_environment",
    "load_environments",
]
