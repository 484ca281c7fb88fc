"""Queries of the marts of models/marts/robustness: the other modules know only the names that these give.

All are about the index itself, whatever nodes are ranked besides.
"""

from audit_report.warehouse import Ranking, Row, Warehouse

WEIGHTS = "weights"
OF_RANKING = "marts.index_code = $index and marts.period_code = $period and marts.unit_level = $level"
OF_ROOT = f"{OF_RANKING} and marts.node_code = marts.index_code"
UNIT = "coalesce(nullif(marts.unit_name_en, ''), marts.unit_name_zh)"
MEAN_SHIFT = "mean_rank_shift"


def read_choices(warehouse: Warehouse) -> list[Row]:
    """What each analysis draws, and how probable each choice is."""
    return warehouse.rows(
        """
        select analysis_code as analysis, factor_code as factor, choice_code as choice, probability
        from staging.stg_methodology__uncertain_choices where probability > 0
        order by analysis, factor, probability desc, choice
        """
    )


def read_draws(warehouse: Warehouse) -> int | None:
    """How many draws each analysis takes; none if no ranking was drawn."""
    [row] = warehouse.rows("select max(draws + failed_draws) as draws from rank_intervals")
    return None if row["draws"] is None else int(row["draws"])


def read_intervals(warehouse: Warehouse, ranking: Ranking) -> list[Row]:
    """Ranks of each unit under drawn choices, by analysis and rank."""
    return warehouse.rows(
        f"""
        select marts.analysis_code as analysis, marts.area_code, {UNIT} as unit, marts.status, marts.reason,
            marts.draws, marts.failed_draws, marts.rank, marts.rank_p05, marts.rank_p25, marts.rank_p50, marts.rank_p75,
            marts.rank_p95
        from rank_intervals as marts where {OF_ROOT} and marts.rank is not null
        order by analysis, marts.rank, marts.area_code
        """,
        **ranking.key,
    )


def read_neighbours(warehouse: Warehouse, ranking: Ranking) -> list[Row]:
    """Whether a unit can be told from the next one, by analysis and place."""
    return warehouse.rows(
        f"""
        select marts.analysis_code as analysis, marts.area_code, marts.status, marts.reason, marts.share_ahead,
            marts.is_distinguishable
        from rank_neighbours as marts where {OF_ROOT} order by analysis, marts.place
        """,
        **ranking.key,
    )


def read_first_places(warehouse: Warehouse, ranking: Ranking) -> list[Row]:
    """In which part of the draws each unit came first, by analysis, the most frequent first."""
    return warehouse.rows(
        f"""
        select marts.analysis_code as analysis, {UNIT} as unit, marts.rank_probability as probability
        from rank_probabilities as marts where {OF_ROOT} and marts.rank = 1
        order by analysis, probability desc, marts.area_code
        """,
        **ranking.key,
    )


def read_ties(warehouse: Warehouse, ranking: Ranking) -> list[Row]:
    """The rank that most units share in the draws, and how many they are on average; without ties it is one unit."""
    return warehouse.rows(
        f"""
        with ranked as (
            select *, sum(draws) over (partition by analysis_code, area_code) as all_draws
            from rank_probabilities as marts where {OF_ROOT}
        )
        select analysis_code as analysis, rank, sum(draws) / any_value(all_draws) as units
        from ranked group by analysis, rank
        qualify row_number() over (partition by analysis order by sum(draws) desc, rank) = 1
        order by analysis
        """,
        **ranking.key,
    )


def count_units_with_zeros(warehouse: Warehouse, ranking: Ranking) -> int:
    """The units with a score that have a 0 among the values that are combined."""
    [row] = warehouse.rows(
        """
        select count(distinct leaves.area_code) as units
        from fct_normalised_values as leaves
        inner join tree_weights as weights on weights.is_default and weights.weight_in_index > 0
            and weights.index_code = leaves.index_code and weights.node_code = leaves.node_code
        inner join fct_scores as scores on scores.scheme_code = weights.scheme_code and scores.score is not null
            and scores.node_code = leaves.index_code and scores.period_code = leaves.period_code
            and scores.unit_level = leaves.unit_level and scores.area_code = leaves.area_code
        where leaves.index_code = $index and leaves.period_code = $period and leaves.unit_level = $level
            and leaves.is_unit and leaves.normalised_value = 0
        """,
        **ranking.key,
    )
    return int(row["units"])


def read_scenarios(warehouse: Warehouse, ranking: Ranking) -> list[Row]:
    """How much each scenario moves the ranking, the strongest first."""
    return warehouse.rows(
        f"""
        select marts.scenario_kind as kind, marts.scenario_code as code, marts.left_out_node_code as left_out,
            coalesce(nullif(marts.scenario_name_en, ''), marts.scenario_name_zh) as scenario, marts.status,
            marts.reason, marts.unit_count, marts.mean_absolute_shift, marts.largest_absolute_shift,
            marts.spearman_rho, marts.kendall_tau
        from rank_shifts as marts where {OF_RANKING}
        order by marts.mean_absolute_shift desc nulls last, kind, code
        """,
        **ranking.key,
    )


def read_sensitivity(warehouse: Warehouse, ranking: Ranking) -> list[Row]:
    """Sensitivity indices of the factors by analysis, of the mean shift and of the first units, the strongest first."""
    return warehouse.rows(
        f"""
        select marts.analysis_code as analysis, marts.output_code as output, marts.area_code, {UNIT} as unit,
            marts.factor_code as factor, marts.status, marts.reason, marts.draws, marts.first_order,
            marts.first_order_low, marts.first_order_high, marts.total_order, marts.total_order_low,
            marts.total_order_high
        from sensitivity_indices as marts where {OF_ROOT}
        order by analysis, output, marts.total_order desc nulls last, factor
        """,
        **ranking.key,
    )


def read_swaps(warehouse: Warehouse, ranking: Ranking) -> list[Row]:
    """The single weight that has to move least before a unit and the next one swap; one row per pair."""
    return warehouse.rows(
        f"""
        select marts.place, any_value(marts.area_code) as area_code, any_value({UNIT}) as unit,
            any_value(coalesce(nullif(marts.next_name_en, ''), marts.next_name_zh)) as next_unit,
            any_value(marts.status) as status, any_value(marts.reason) as reason,
            max(case when marts.is_nearest then marts.node_code end) as node_code,
            max(case when marts.is_nearest then marts.weight end) as weight,
            max(case when marts.is_nearest then marts.weight_at_swap end) as weight_at_swap,
            max(case when marts.is_nearest then marts.weight_change end) as weight_change
        from weight_swaps as marts where {OF_RANKING} group by marts.place order by marts.place
        """,
        **ranking.key,
    )
