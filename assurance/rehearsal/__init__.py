"""Incidents played against the alarms of templates, before anything is deployed.

A baseline says what a calm day looks like, a scenario what goes wrong and who must hear of it. The
player makes the metrics that the alarms read, evaluates every alarm as CloudWatch does, and the
judge compares what was told with what was expected. Nothing here knows a stack of this project.
"""
