"""The first tab: what needs somebody today, what the figures say, what was done last, and how to begin."""
