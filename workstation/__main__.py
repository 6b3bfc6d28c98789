"""`python -m workstation` is the `foramen` command."""

from workstation.cli import main

if __name__ == "__main__":
    main()
