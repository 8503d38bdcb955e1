"""The embedded AWS: a whole cloud account on the loopback interface, and the world outside it."""
