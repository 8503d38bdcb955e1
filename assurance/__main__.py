"""`python -m assurance`."""

from assurance.cli import main

main()
