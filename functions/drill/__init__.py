"""A recovery drill, step by step: restored, waited for, read, judged, taken away, recorded."""
