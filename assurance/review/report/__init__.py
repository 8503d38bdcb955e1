"""A review for people at a terminal, for a pull request, and for programs."""
