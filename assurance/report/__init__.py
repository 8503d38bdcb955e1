"""A report in the words of its reader: a person, a pull request, a program, a code scanner."""
