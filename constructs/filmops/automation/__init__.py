"""Runbooks that run: SSM Automation documents as values, one document a file."""
