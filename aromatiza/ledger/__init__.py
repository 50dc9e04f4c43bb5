"""The ledger: the record of every delivery, the only authority on what was published."""
