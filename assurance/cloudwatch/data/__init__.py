"""Series of metrics, and their statistics over longer periods."""

from assurance.cloudwatch.data.aggregation import aggregated, source
from assurance.cloudwatch.data.series import Data, Samples, Series

__all__ = ["Data", "Samples", "Series", "aggregated", "source"]
