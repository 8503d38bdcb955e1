"""The dashboards of any cloud assembly as a web page, before anything is deployed."""

from assurance.preview.writing import preview

__all__ = ["preview"]
