"""The vault: tokens sealed under one key, each bound to its account."""
