"""The rules of the recovery: nothing is lost that was promised to be kept."""
