"""Cloud assemblies, read into typed resources with their references resolved."""

from assurance.assembly.model import Assembly, Resource, Stack, Stage
from assurance.assembly.reading import read_assembly, read_lone_template
from assurance.assembly.values import Json

__all__ = ["Assembly", "Json", "Resource", "Stack", "Stage", "read_assembly", "read_lone_template"]
