"""A change from its review to its rollback, with the verbs people type, on the embedded AWS."""
