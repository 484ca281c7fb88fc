"""Own data: finds the tables that a user delivers, reads them, and names what is wrong with the files."""
