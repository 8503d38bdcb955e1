"""The commands that cli.py registers, one module each."""
