"""The rules of the paging path, each one function over what the walk saw."""
