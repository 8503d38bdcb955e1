"""The paging path: alarm, topic, key, subscription, person, as one walk with a rule for each step."""
