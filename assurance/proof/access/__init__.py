"""Who may do what: the roles people take, as far as the templates decide it."""
