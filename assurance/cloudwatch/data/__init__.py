"""Series of metrics, and their statistics over longer periods."""

from assurance.cloudwatch.data.aggregation import aggregated
from assurance.cloudwatch.data.series import Data, Samples, Series
from assurance.cloudwatch.data.sources import source

__all__ = ["Data", "Samples", "Series", "aggregated", "source"]
