"""What only the actions have: sending them out to people without the program, and taking the answers back."""
