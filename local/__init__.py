"""The embedded AWS on the loopback interface, and the stand-ins of the world outside it."""
