"""Updates while an incident is open: reminds when one is due, and records each that was given."""
