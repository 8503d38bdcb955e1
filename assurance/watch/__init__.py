"""A deployment, watched: the guards of an account's alarms, held against the state before it.

The one part of this room that looks at an account. It reads alarms and metrics, and writes one
metric: what each guard came to before the deployment (docs/decisions/0024).
"""
