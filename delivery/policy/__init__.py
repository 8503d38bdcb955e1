"""One gate over what policy tools say of the templates, and every exception with its reason."""
