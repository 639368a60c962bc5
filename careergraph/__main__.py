"""The entry point of the command line."""

import gc


def main() -> None:
    """Run the command line.

    Start-up makes no garbage, so nobody needs to look for it: the collector is
    off while modules are imported, and what lives at the end is not searched
    again. That is a tenth of the time of a short command.
    """
    gc.disable()
    from careergraph.cli import run

    gc.enable()
    try:
        run()
    finally:
        gc.freeze()


if __name__ == "__main__":
    main()
