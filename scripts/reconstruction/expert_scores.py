"""The reconstructed score sheet: 97 experts score every node below a root from 1 to 5.

The report prints the weights of the four sub-indices and, through its app and project figures, the
weights of these two; the scores themselves were never published. Here the sums of the scores are
chosen so that the shares of the sums round to what is printed, the other sums so that they are
plausible, and single scores are drawn around their mean and then moved by one until the sum is met.
"""

import random

EXPERTS = 97

# Sums of the 97 scores. 404 / 1459 = 27.69 %, 385 / 1459 = 26.39 %, 320 / 1459 = 21.93 %, 350 / 1459 = 23.99 %;
# 242 / 622 = 0.389.
PRINTED_SUMS = {
    "infrastructure": 404,
    "industry": 385,
    "entrepreneurship": 320,
    "smart_city": 350,
    "new_apps": 242,
    "effective_projects": 380,
}

# Mean scores of other nodes that matter for how concentrated a sub-index is.
MEANS = {
    "market_base": 4.3,
    "technology_base": 3.1,
    "agriculture": 2.4,
    "manufacturing_type": 3.6,
    "services": 4.6,
    "service_value": 4.4,
    "service_quality": 3.0,
    "monthly_active_users": 4.6,
    "return_rate": 2.6,
    "failure_rate": 1.6,
    "key_field_richness": 3.6,
}


def scores_with_sum(numbers: random.Random, total: int) -> list[int]:
    """Draw 97 scores from 1 to 5 that add up to the total."""
    mean = total / EXPERTS
    scores = [min(5, max(1, round(numbers.gauss(mean, 0.8)))) for _ in range(EXPERTS)]
    while sum(scores) != total:
        step = 1 if sum(scores) < total else -1
        expert = numbers.randrange(EXPERTS)
        if 1 <= scores[expert] + step <= 5:
            scores[expert] += step
    return scores


def score_sheet(nodes: list[str]) -> list[tuple[str, str, int]]:
    """Rows (expert_code, node_code, score) for the nodes, in their order."""
    rows = []
    for node in nodes:
        numbers = random.Random(f"score sheet {node}")
        mean = MEANS.get(node, numbers.uniform(2.8, 4.4))
        total = PRINTED_SUMS.get(node, round(mean * EXPERTS))
        for number, score in enumerate(scores_with_sum(numbers, total), start=1):
            rows.append((f"expert_{number:02d}", node, score))
    return rows
