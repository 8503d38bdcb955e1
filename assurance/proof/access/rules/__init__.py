"""The rules about people's roles, each one function over the roles of an environment."""
