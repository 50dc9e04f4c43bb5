"""The command line: one file per command, the exit codes, and the only printing."""
