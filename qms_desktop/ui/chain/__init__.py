"""The chain a record stands in, as a graph and as a list beside each other; either opens a record."""
