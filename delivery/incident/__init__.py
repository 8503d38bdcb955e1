"""The record of an incident: what an account remembers of it, as a draft for the review."""
