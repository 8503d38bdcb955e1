"""Who may deploy: what the templates give to workflows outside the account."""
