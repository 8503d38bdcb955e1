"""RPO and RTO as sums of named terms, for each way to fail."""
