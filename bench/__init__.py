"""How much it costs to synthesize a large catalogue, against a plain build of the same alarms."""
