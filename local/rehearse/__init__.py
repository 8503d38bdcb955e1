"""Rehearsed incidents on the embedded AWS: what was computed is set, and what people see is compared."""
