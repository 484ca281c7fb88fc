"""What the nodes of a build took, where dbt runs several at once."""

from collections import defaultdict
from datetime import datetime
from itertools import pairwise
from typing import Any


def node_seconds(results: list[dict[str, Any]]) -> dict[str, float]:
    """Seconds of each node by its id, from the results of a run; none for a node that was skipped.

    While several nodes run, each is given an equal part of the time, so that their seconds add up to what has passed.
    """
    events: list[tuple[datetime, bool, str]] = []
    for result in results:
        for part in result["timing"]:
            # by the id of the part: between its parts a node waits for its turn
            key = f"{result['unique_id']} {part['name']}"
            events.append((datetime.fromisoformat(part["started_at"]), False, key))
            events.append((datetime.fromisoformat(part["completed_at"]), True, key))
    events.sort()
    seconds: defaultdict[str, float] = defaultdict(float)
    running: set[str] = set()
    for (moment, ends, key), (next_moment, _, _) in pairwise(events):
        (running.discard if ends else running.add)(key)
        for each in running:
            seconds[each.split(" ")[0]] += (next_moment - moment).total_seconds() / len(running)
    return dict(seconds)
