"""The door to the network: requests out, answers in, and host rewriting for the sandbox."""
