"""Ctrl+K: the search of the top bar, with records and commands in one list below it."""
