"""What a change means, subject by subject, each a function from a pair to sentences."""
