"""The risk matrix: a heat map whose cells open their risks, and the table that says the same."""
