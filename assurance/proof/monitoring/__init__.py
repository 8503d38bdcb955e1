"""Monitoring, proven from the templates: what alarms look at, recomputed from what was promised."""
