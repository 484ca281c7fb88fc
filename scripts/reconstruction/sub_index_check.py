"""How near the scores that the records have to return are to what is printed: totals, lists, provinces, ranks."""

from pathlib import Path

import published
from constraints import Constraint
from linear_programme import FloatArray
from sub_index_prior import SUB_INDICES, WEIGHTS
from sub_index_ranks import missed_ranks, weighted
from sub_index_targets import Targets


def check(targets: Targets, seeds: Path) -> list[Constraint]:
    """Return one constraint per printed score of cities and provinces, and one for all printed ranks together."""
    city = {code: place for place, code in enumerate(targets.cities)}
    province = {code: place for place, code in enumerate(targets.provinces)}
    columns: list[tuple[str, dict[str, int], FloatArray]] = [
        ("total_appendix", city, targets.city_scores @ WEIGHTS),
        ("total_top_100", city, targets.city_scores @ WEIGHTS),
        *((f"{name}_top_100", city, targets.city_scores[:, column]) for column, name in enumerate(SUB_INDICES)),
        ("industry_provinces", province, targets.province_scores[:, 1]),
        ("smart_city_provinces", province, targets.province_scores[:, 3]),
        ("total_nine_provinces", province, targets.province_totals),
    ]
    found = [
        Constraint(
            f"{name}:{row.area_code}", row.value, float(scores[places[row.area_code]]), 0.5 * 10.0**-row.decimals
        )
        for name, places, scores in columns
        for row in published.printed_scores(seeds, name)
    ]
    missed = missed_ranks(targets.ranks, weighted(targets.city_scores))
    return [*found, Constraint("ranks of the dark-horse tables that are missed", 0.0, float(len(missed)), 0.0)]
