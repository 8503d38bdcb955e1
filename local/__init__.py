"""The embedded AWS and the stand-ins of the services beside it."""
