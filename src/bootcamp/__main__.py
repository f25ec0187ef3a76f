"""`python -m bootcamp` is `bootcamp`."""

from bootcamp.cli import main

if __name__ == "__main__":
    main()
