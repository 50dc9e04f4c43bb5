"""What aromatiza is about, as values and pure functions; it imports nothing of the other rooms."""
