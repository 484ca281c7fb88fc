"""Ports of this machine: which one a setting names, and whether somebody listens there already."""

import socket
from collections.abc import Mapping

from refusal import Refusal

LOOPBACK = "127.0.0.1"


def number_named(environment: Mapping[str, str], variable: str, default: int) -> int:
    """What the variable says: a port, or how many of something."""
    given = environment.get(variable, "") or str(default)
    if not given.isdecimal() or not 0 < int(given) < 65536:
        raise Refusal(f"{variable} is a number from 1 to 65535, and not {given}.")
    return int(given)


def is_taken(port: int) -> bool:
    """Whether somebody listens there."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex((LOOPBACK, port)) == 0


def refuse_taken(port: int, variable: str) -> None:
    """A port of somebody else's."""
    if is_taken(port):
        raise Refusal(f"Another program listens on port {port}: name a free one by {variable}.")
