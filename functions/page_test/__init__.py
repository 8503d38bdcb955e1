"""The weekly page test: raise a real alarm, then ask PagerDuty whether somebody was paged."""
