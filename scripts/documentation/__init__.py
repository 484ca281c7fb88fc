"""The documentation of the marts: lineage of their columns, and the page that shows it."""
