"""How much would be lost now: the age of the newest point the database can be restored to."""
