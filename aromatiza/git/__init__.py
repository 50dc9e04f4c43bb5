"""The door to git: history, work tree and branches that advance only by compare-and-swap."""
