"""Stand-in, until metric math is merged."""
