"""What the promises ask of the alarms of one environment, recomputed from the promises."""
