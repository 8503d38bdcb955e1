"""Proves the handbook's promises on the templates of a cloud assembly, before anything deploys."""
