"""What CloudWatch does with metrics and alarms, as far as AWS publishes it."""
