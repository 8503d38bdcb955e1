"""The handbook as pages: generated from promises and templates, so that it cannot drift."""

from assurance.handbook.writing import drifted, write

__all__ = ["drifted", "write"]
