"""`python -m aromatiza` is the command `aromatiza`."""

from aromatiza.cli.main import main

if __name__ == "__main__":
    main()
