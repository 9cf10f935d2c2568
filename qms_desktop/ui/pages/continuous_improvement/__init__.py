"""What only improvement has: sending actions to people without the program, and the causes of a nonconformity drawn."""
