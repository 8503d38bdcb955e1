"""What came out of a rehearsal, for people and for programs."""
