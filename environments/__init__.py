"""Where the promises hold: one YAML file for each environment, and its typed model."""

from environments.loading import load_environment, load_environments
from environments.model import Environment, Links
from environments.platform import Api, FilmGeneration, Named, Parameter, Platform, Queue
from environments.reach import PagerDuty, Reach, Slack
from environments.sizes import Sizes
from environments.weakening import Weakening

__all__ = [
    "Api",
    "Environment",
    "FilmGeneration",
    "Links",
    "Named",
    "PagerDuty",
    "Parameter",
    "Platform",
    "Queue",
    "Reach",
    "Sizes",
    "Slack",
    "Weakening",
    "load_environment",
    "load_environments",
]
