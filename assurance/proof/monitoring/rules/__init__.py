"""One module a subject; every rule judges what the templates say, never how they were built."""
