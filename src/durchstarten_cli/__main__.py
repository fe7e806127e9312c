"""`python -m durchstarten_cli` is the command `durchstarten`."""

from durchstarten_cli.cli.shell import main

if __name__ == "__main__":
    main()
