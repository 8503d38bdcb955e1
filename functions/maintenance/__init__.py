"""A maintenance window: announced, gated, worked through step by step, watched, told, recorded."""
