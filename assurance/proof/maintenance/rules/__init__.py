"""The rules on maintenance, by what they look at."""
