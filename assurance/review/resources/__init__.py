"""What changes in the templates, property by property."""
