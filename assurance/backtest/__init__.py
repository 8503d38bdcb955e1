"""Real alarms, played on real data: the files that go in, and the reports that come out."""
