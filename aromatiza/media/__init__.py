"""The door to media: each file fetched once, within its limit, with its digest."""
