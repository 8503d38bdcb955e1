"""PagerDuty as code: what the handbook promises about people, brought to a live account."""
