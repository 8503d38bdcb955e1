"""The metrics of a world: flows of events, queues and gauges, each minute by minute."""
