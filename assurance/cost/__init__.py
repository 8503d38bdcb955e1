"""What an environment costs a month, as far as prices and templates tell."""
