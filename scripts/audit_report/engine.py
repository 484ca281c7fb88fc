"""Queries of the marts of models/marts/robustness: the other modules know only the names that these give.

Marts of ranks under drawn choices may hold several analyses; older ones hold that of weights alone, without a column.
"""

from audit_report.warehouse import Ranking, Row, Warehouse

WEIGHTS = "weights"
OF_RANKING = "marts.index_code = $index and marts.period_code = $period and marts.unit_level = $level"


def analysis_column(warehouse: Warehouse, mart: str) -> str:
    """The column that says which analysis a row belongs to, or what it would say."""
    return "marts.analysis_code" if "analysis_code" in warehouse.columns(mart) else f"'{WEIGHTS}'"


def read_intervals(warehouse: Warehouse, ranking: Ranking) -> list[Row]:
    """Ranks of each unit under drawn choices, by analysis and rank."""
    return warehouse.rows(
        f"""
        select {analysis_column(warehouse, "rank_intervals")} as analysis, marts.area_code,
            coalesce(nullif(marts.unit_name_en, ''), marts.unit_name_zh) as unit, marts.status, marts.reason,
            marts.draws, marts.rank, marts.rank_p05, marts.rank_p25, marts.rank_p50, marts.rank_p75, marts.rank_p95,
            marts.short_top_probability
        from rank_intervals as marts where {OF_RANKING} and marts.rank is not null
        order by analysis, marts.rank, marts.area_code
        """,
        **ranking.key,
    )


def read_neighbours(warehouse: Warehouse, ranking: Ranking) -> list[Row]:
    """Whether a unit can be told from the next one, by analysis and place."""
    return warehouse.rows(
        f"""
        select {analysis_column(warehouse, "rank_neighbours")} as analysis, marts.area_code, marts.status,
            marts.reason, marts.share_ahead, marts.is_distinguishable
        from rank_neighbours as marts where {OF_RANKING} order by analysis, marts.place
        """,
        **ranking.key,
    )


def read_scenarios(warehouse: Warehouse, ranking: Ranking) -> list[Row]:
    """How much each scenario moves the ranking, the strongest last of its kind."""
    return warehouse.rows(
        f"""
        select marts.scenario_code as scenario, marts.scenario_kind as kind, marts.dropped_node_code as dropped,
            marts.status, marts.reason, marts.unit_count, marts.mean_absolute_shift, marts.largest_absolute_shift,
            marts.spearman_rho, marts.kendall_tau
        from rank_shifts as marts where {OF_RANKING}
        order by kind, marts.mean_absolute_shift, scenario
        """,
        **ranking.key,
    )


def read_swaps(warehouse: Warehouse, ranking: Ranking) -> list[Row]:
    """The single weight that has to move least before a unit and the next one swap; one row per pair."""
    return warehouse.rows(
        f"""
        select marts.place, any_value(marts.area_code) as area_code,
            any_value(coalesce(nullif(marts.unit_name_en, ''), marts.unit_name_zh)) as unit,
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


def read_sensitivity(warehouse: Warehouse, ranking: Ranking) -> list[Row]:
    """Sensitivity indices of the factors, the strongest first; none if this version has no such mart."""
    columns = warehouse.columns("sensitivity_indices")
    if not columns:
        return []
    bounds = [
        f"marts.{name}" if name in columns else f"null as {name}"
        for order in ("first_order", "total_order")
        for name in (f"{order}_low", f"{order}_high")
    ]
    return warehouse.rows(
        f"""
        select marts.factor_code as factor, marts.first_order, marts.total_order, {", ".join(bounds)}
        from sensitivity_indices as marts where {OF_RANKING} and marts.total_order is not null
        order by marts.total_order desc, factor
        """,
        **ranking.key,
    )
