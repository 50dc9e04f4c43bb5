"""The engine: runs a plan, with journal, retry, settlement and leases, once for all platforms."""
