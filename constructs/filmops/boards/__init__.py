"""Dashboards as values: what each shows, in the order in which it is read at 3 a.m."""
