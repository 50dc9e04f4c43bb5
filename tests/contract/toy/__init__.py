"""A seventh network, in the four additions of `docs/new-network.md`; no file of the product knows it.

platform.py        what it accepts, what its errors mean, how it is spoken to
toy.schema.json    what a post may say to it
network.py         the network itself, simulated; shares nothing with platform.py
scenario.py        what a good post to it is
"""
