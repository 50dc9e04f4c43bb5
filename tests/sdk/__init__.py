"""The sandbox held against the networks' own SDKs: what they send it takes, and they read what it answers."""
