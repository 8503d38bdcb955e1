"""The construct library: one construct per file."""
