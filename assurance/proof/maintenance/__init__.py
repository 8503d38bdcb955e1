"""Maintenance: ten years of what the templates schedule, beside ten years of what was promised."""
