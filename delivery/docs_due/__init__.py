"""Which pages of the documentation are to be reviewed, by when, and why."""
