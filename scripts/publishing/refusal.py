"""What goes wrong is told in one line and not as a stack trace."""

import sys
from collections.abc import Callable

import duckdb

INTERRUPTED = 130


class Refusal(Exception):
    """Something that the reader of the message can mend."""


def exit_code(work: Callable[[], None]) -> int:
    """Do the work; 0 if it was done, 1 with a message if it was refused or failed, 130 after Ctrl-C."""
    try:
        work()
    except Refusal as refusal:
        print(refusal, file=sys.stderr)
        return 1
    except (OSError, duckdb.Error) as error:
        print(str(error).splitlines()[0], file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Interrupted.", file=sys.stderr)
        return INTERRUPTED
    return 0
