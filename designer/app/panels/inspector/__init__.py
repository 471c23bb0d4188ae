"""The inspector: a form for every kind of record."""
