"""Do the tests bite? Each rule of the SQL is broken once, and the test that guards it has to go red."""

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
from conftest import PROJECT, Build, Dbt

AREAS = "models/intermediate/areas"
TREE = "models/intermediate/tree"
VALUES = "models/intermediate/values"
RECORDS = "models/intermediate/records"
WEIGHTS = "models/intermediate/weights"
CHECKS = "models/intermediate/checks"
INDEX = "models/intermediate/index"
AUDIT = "models/intermediate/audit"
SCORES = "models/intermediate/scores"
CORE = "models/marts/core"
ANALYSIS = "models/marts/analysis"
ANALYSIS_STEPS = "models/intermediate/analysis"


@dataclass(frozen=True)
class Break:
    """A way to break a rule: a piece of a file, what it becomes, and the test that has to see it."""

    file: str
    old: str
    new: str
    guard: str

    @property
    def name(self) -> str:
        """For the test's name: the file and the piece."""
        return f"{Path(self.file).stem}: {' '.join(self.new.split())[:60]}"


BREAKS = [
    # areas and trees
    Break(
        f"{AREAS}/int_area_ancestors.sql",
        "parents.is_unit as ancestor_is_unit",
        "climbed.ancestor_is_unit",
        "an_area_climbs_to_every_level_above_it",
    ),
    Break(
        f"{AREAS}/int_area_ancestors.sql",
        "            climbed.period_code = parents.period_code\n            and ",
        "            ",
        "an_area_climbs_to_every_level_above_it",
    ),
    Break(
        f"{AREAS}/int_area_parents.sql",
        "periods.period_end <= coalesce",
        "periods.period_start <= coalesce",
        "a_membership_says_the_parent_of_a_period",
    ),
    Break(
        f"{AREAS}/int_area_parents.sql",
        "when areas_with_memberships.area_code is null",
        "when area_memberships.area_code is null",
        "a_membership_says_the_parent_of_a_period",
    ),
    Break(
        f"{TREE}/int_edge_weights.sql",
        "order by scheme_ancestors.distance",
        "order by scheme_ancestors.distance desc",
        "a_scheme_inherits_the_groups_that_it_does_not_name",
    ),
    Break(
        f"{TREE}/int_edge_weights.sql",
        "1.0 / count(*) over (partition by node_edges.parent_node_code)",
        "1.0 / count(*) over ()",
        "a_scheme_inherits_the_groups_that_it_does_not_name",
    ),
    Break(
        f"{TREE}/int_tree_closure.sql",
        "ways_down.weight * edge_weights.weight",
        "edge_weights.weight",
        "weights_multiply_down_to_the_leaf_and_add_up_over_several_parents",
    ),
    Break(
        f"{TREE}/int_tree_closure.sql",
        "sum({{ exact_weight",
        "max({{ exact_weight",
        "weights_multiply_down_to_the_leaf_and_add_up_over_several_parents",
    ),
    Break(
        f"{TREE}/int_expert_weights.sql",
        "over (partition by node_edges.parent_node_code)",
        "over ()",
        "an_expert_weight_is_the_share_of_the_sum_of_scores",
    ),
    Break(
        "models/marts/index/tree_weights.sql",
        "where tree_closure.node_code = tree_closure.index_code",
        "where true",
        "a_weight_in_the_index_is_that_of_its_leaves",
    ),
    # records
    Break(
        f"{RECORDS}/int_unit_services.sql",
        "select distinct",
        "select",
        "a_service_of_three_cities_counts_once_in_their_province",
    ),
    Break(
        f"{RECORDS}/int_unit_services.sql",
        "            service_areas.period_code = area_ancestors.period_code\n            and ",
        "            ",
        "a_service_of_three_cities_counts_once_in_their_province",
    ),
    Break(
        f"{RECORDS}/int_city_service_records.sql",
        "sum(cast(quality_items.passed as double)) / count(*)",
        "sum(cast(quality_items.passed as double))",
        "the_six_indicators_by_hand",
    ),
    Break(
        f"{RECORDS}/int_city_service_records.sql",
        "returning_users / users_month_before",
        "returning_users / monthly_users",
        "the_six_indicators_by_hand",
    ),
    Break(
        f"{RECORDS}/int_entrepreneurship_records.sql",
        "sum(new_apps) as value",
        "max(new_apps) as value",
        "apps_are_added_up_over_their_fields",
    ),
    # values
    Break(
        f"{VALUES}/int_unit_values.sql",
        "leaf_cells.industry_code = industries.industry_code or leaf_cells.industry_code = industries.sector_code",
        "leaf_cells.industry_code = industries.industry_code",
        "a_record_of_an_industry_counts_in_its_sector",
    ),
    Break(
        f"{VALUES}/int_unit_values.sql",
        "measures.rollup = 'additive'",
        "measures.rollup is not null",
        "distinct_users_and_rates_are_never_added_up",
    ),
    Break(
        f"{VALUES}/int_unit_values.sql",
        "when direction = 'less_is_better'",
        "when direction = 'never'",
        "distinct_users_and_rates_are_never_added_up",
    ),
    Break(
        f"{VALUES}/int_unit_values.sql",
        "            and area_ancestors.ancestor_is_unit\n",
        "",
        "records_count_at_every_level_and_nothing_drops_out",
    ),
    Break(
        f"{VALUES}/int_unit_values.sql",
        "    left join area_ancestors",
        "    inner join area_ancestors",
        "records_count_at_every_level_and_nothing_drops_out",
    ),
    Break(
        f"{VALUES}/int_unit_values.sql",
        "            area_parents.period_code = area_ancestors.period_code\n            and ",
        "            ",
        "a_record_counts_in_the_province_of_its_period",
    ),
    Break(
        f"{VALUES}/int_unit_values.sql",
        "            measure_values.period_code = area_units.period_code\n            and ",
        "            ",
        "a_record_counts_in_the_province_of_its_period",
    ),
    Break(
        f"{VALUES}/int_national_totals.sql",
        "case when is_unit then value else 0 end",
        "value",
        "both_bases_of_a_share",
    ),
    # leaf values and normalisation
    Break(
        f"{VALUES}/int_leaf_values.sql",
        "where unit_values.is_unit or leaves.denominator = 'nation'",
        "where unit_values.is_unit",
        "every_leaf_has_a_value_in_every_unit",
    ),
    Break(
        f"{VALUES}/int_leaf_values.sql",
        "when recorded.value is null and leaves.missing_rule = 'zero' then",
        "when recorded.value is null then",
        "every_leaf_has_a_value_in_every_unit",
    ),
    Break(
        f"{VALUES}/int_unit_values.sql",
        "coalesce({{ exact_value('upper_bound') }}, 0)",
        "{{ exact_value('upper_bound') }}",
        "distinct_users_and_rates_are_never_added_up",
    ),
    Break(
        f"{VALUES}/int_normalisation_parameters.sql",
        "when 'nation' then national_totals.nation_total",
        "when 'nation' then national_totals.units_total",
        "what_a_value_is_held_against_by_hand",
    ),
    Break(
        f"{VALUES}/int_normalisation_parameters.sql",
        "sum(case when is_unit then counted_value end)",
        "sum(counted_value)",
        "what_a_value_is_held_against_by_hand",
    ),
    Break(
        f"{VALUES}/int_normalisation_parameters.sql",
        "min(case when is_unit then counted_value end)",
        "min(case when value is not null then counted_value end)",
        "what_a_value_is_held_against_by_hand",
    ),
    Break(
        f"{VALUES}/int_normalisation_parameters.sql",
        "(value_count - 1)",
        "value_count",
        "what_a_value_is_held_against_by_hand",
    ),
    Break(
        f"{VALUES}/int_normalisation_parameters.sql",
        "coalesce(measures.upper_bound, 0) - nodes.goalpost_high",
        "coalesce(measures.upper_bound, 0) - nodes.goalpost_low",
        "what_a_value_is_held_against_by_hand",
    ),
    Break(
        f"{VALUES}/int_normalisation_parameters.sql",
        "coalesce(measures.upper_bound, 0) - nodes.reference_value",
        "nodes.reference_value",
        "what_a_value_is_held_against_by_hand",
    ),
    Break(
        f"{VALUES}/int_normalisation_parameters.sql",
        "            and reference_areas.is_unit\n",
        "",
        "what_a_value_is_held_against_by_hand",
    ),
    Break(
        f"{VALUES}/int_normalisation_parameters.sql",
        "when 'maximum' then observed.highest",
        "when 'maximum' then observed.mean",
        "what_a_value_is_held_against_by_hand",
    ),
    Break(
        f"{CORE}/fct_normalised_values.sql",
        "when value_status = 'missing_as_zero' then 0",
        "when false then 0",
        "every_normalisation_by_hand",
    ),
    Break(
        f"{CORE}/fct_normalised_values.sql",
        "when nodes.is_clipped then",
        "when true then",
        "every_normalisation_by_hand",
    ),
    Break(
        f"{CORE}/fct_normalised_values.sql",
        "cast(clipped_value - low as double)",
        "cast(clipped_value as double)",
        "every_normalisation_by_hand",
    ),
    Break(
        f"{CORE}/fct_normalised_values.sql",
        "cast(counted_value - mean as double) / standard_deviation",
        "cast(counted_value - mean as double)",
        "every_normalisation_by_hand",
    ),
    Break(
        f"{CORE}/fct_normalised_values.sql",
        "cast(rank() over",
        "cast(dense_rank() over",
        "every_normalisation_by_hand",
    ),
    Break(
        f"{CORE}/fct_normalised_values.sql",
        "percent_rank() over",
        "cume_dist() over",
        "every_normalisation_by_hand",
    ),
    Break(
        f"{CORE}/fct_normalised_values.sql",
        "        and leaf_values.counted_value is not null\n",
        "",
        "every_normalisation_by_hand",
    ),
    Break(
        f"{CORE}/fct_normalised_values.sql",
        "100 * cast(counted_value as double) / cast(reference_value",
        "100 * cast(reference_value as double) / cast(counted_value",
        "every_normalisation_by_hand",
    ),
    Break(
        f"{CORE}/fct_normalised_values.sql",
        "when 'none' then",
        "when 'never' then",
        "every_normalisation_by_hand",
    ),
    Break(
        f"{TREE}/int_nodes.sql",
        "coalesce(nodes.goalpost_high, roots.goalpost_high)",
        "nodes.goalpost_high",
        "a_leaf_takes_from_the_root_what_it_leaves_empty",
    ),
    Break(
        f"{TREE}/int_nodes.sql",
        "coalesce(nodes.aggregation, roots.aggregation, 'arithmetic')",
        "coalesce(nodes.aggregation, 'arithmetic')",
        "a_leaf_takes_from_the_root_what_it_leaves_empty",
    ),
    Break(
        f"{TREE}/int_node_stages.sql",
        "when nodes.aggregation = ways_down.aggregation then 0",
        "when false then 0",
        "only_changes_of_the_mean_make_stages",
    ),
    # weights around gaps
    Break(
        f"{WEIGHTS}/int_missing_patterns.sql",
        "value_status = 'missing_skipped'",
        "value_status != 'recorded'",
        "gaps_of_a_unit_make_its_pattern",
    ),
    Break(
        f"{WEIGHTS}/int_pattern_nodes.sql",
        "weighed.weight_present >= nodes.minimum_weight_present - 1e-12",
        "true",
        "a_node_needs_enough_of_its_weight",
    ),
    Break(
        f"{WEIGHTS}/int_pattern_nodes.sql",
        "position(' ' || tree_closure.leaf_node_code || ' ' in ' ' || patterns.missing_pattern || ' ')",
        "position(patterns.missing_pattern in tree_closure.leaf_node_code)",
        "a_node_needs_enough_of_its_weight",
    ),
    Break(
        f"{WEIGHTS}/int_pattern_edges.sql",
        "where pattern_nodes.has_score and edge_weights.weight > 0",
        "where edge_weights.weight > 0",
        "weights_are_rescaled_among_siblings_and_not_over_the_whole_tree",
    ),
    Break(
        f"{WEIGHTS}/int_pattern_edges.sql",
        "                    pattern_nodes.missing_pattern,\n                    edge_weights.parent_node_code\n",
        "                    pattern_nodes.missing_pattern\n",
        "weights_are_rescaled_among_siblings_and_not_over_the_whole_tree",
    ),
    Break(
        f"{WEIGHTS}/int_effective_weights.sql",
        "ways_down.weight * pattern_edges.weight",
        "ways_down.weight",
        "effective_weights_add_up_to_1",
    ),
    # means other than the arithmetic one
    Break(
        f"{SCORES}/int_frontier_weights.sql",
        "where ways_down.reached_aggregation = ways_down.aggregation",
        "where true",
        "a_frontier_ends_where_the_mean_changes",
    ),
    Break(
        f"{SCORES}/int_frontier_weights.sql",
        "sum({{ exact_weight",
        "max({{ exact_weight",
        "a_frontier_ends_where_the_mean_changes",
    ),
    Break(
        f"{SCORES}/int_frontier_weights.sql",
        "    where aggregation != 'arithmetic'\n",
        "",
        "a_frontier_ends_where_the_mean_changes",
    ),
    Break(
        f"{SCORES}/int_block_contributions.sql",
        "weight * ln(value)",
        "ln(value)",
        "the_three_means_by_hand",
    ),
    Break(
        f"{SCORES}/int_block_contributions.sql",
        "weight * lowest / value",
        "weight * value / lowest",
        "the_three_means_by_hand",
    ),
    Break(
        f"{SCORES}/int_block_contributions.sql",
        "when lowest = 0 then 0",
        "when false then 0",
        "the_three_means_by_hand",
    ),
    Break(
        f"{SCORES}/int_block_contributions.sql",
        "then weight * score",
        "then weight * value",
        "the_three_means_by_hand",
    ),
    Break(
        f"{SCORES}/int_block_contributions.sql",
        "then score * term / sum_of_terms",
        "then weight * score",
        "the_three_means_by_hand",
    ),
    Break(
        f"{SCORES}/int_block_contributions.sql",
        "                reached.area_code,\n                frontier_weights.node_code\n        ) as lowest",
        "                frontier_weights.node_code\n        ) as lowest",
        "the_three_means_by_hand",
    ),
    Break(
        f"{SCORES}/int_mixed_contributions.sql",
        "cast(contribution as double) / score end",
        "cast(contribution as double) end",
        "a_leaf_adds_through_every_mean_above_it",
    ),
    # contributions, scores, ranks
    Break(
        f"{CORE}/fct_contributions.sql",
        "weighted.weight * weighted.normalised_value",
        "weighted.normalised_value",
        "a_contribution_is_weight_times_value",
    ),
    Break(
        f"{CORE}/fct_contributions.sql",
        "            and missing_patterns.missing_pattern = effective_weights.missing_pattern\n",
        "",
        "a_contribution_is_weight_times_value",
    ),
    Break(
        f"{CORE}/fct_contributions.sql",
        "weighted.weight * weighted.normalised_value",
        "weighted.weight * weighted.weight * weighted.normalised_value",
        "scores_follow_from_their_children",
    ),
    Break(
        f"{CORE}/fct_contributions.sql",
        "where aggregation != 'arithmetic'",
        "where aggregation = 'median'",
        "a_contribution_is_weight_times_value",
    ),
    Break(
        f"{CORE}/fct_contributions.sql",
        "weighted.node_code = weighted.leaf_node_code\n        or ",
        "",
        "a_contribution_is_weight_times_value",
    ),
    Break(
        f"{CORE}/fct_scores.sql",
        "sum(contribution) as score",
        "max(contribution) as score",
        "contributions_add_up_to_scores",
    ),
    Break(
        f"{CORE}/fct_scores.sql",
        "left join summed",
        "inner join summed",
        "a_score_is_the_sum_of_its_contributions",
    ),
    Break(
        f"{CORE}/fct_ranks.sql",
        "cast(rank() over",
        "cast(dense_rank() over",
        "ranks_leave_gaps_after_ties_and_restart_in_each_province",
    ),
    Break(f"{CORE}/fct_ranks.sql", "scores.score desc", "scores.score", "ranks_are_well_formed"),
    Break(
        f"{CORE}/fct_ranks.sql",
        "and scores.area_code != area_ancestors.ancestor_area_code",
        "",
        "ranks_leave_gaps_after_ties_and_restart_in_each_province",
    ),
    Break(
        f"{CORE}/fct_ranks.sql",
        "            scores.period_code = area_ancestors.period_code\n            and ",
        "            ",
        "ranks_leave_gaps_after_ties_and_restart_in_each_province",
    ),
    Break(
        f"{CORE}/dim_area.sql",
        "            and parents_by_age.age = 1\n",
        "",
        "grain_of_dim_area",
    ),
    Break(
        f"{CORE}/dim_area.sql",
        "periods.period_end desc",
        "periods.period_end asc",
        "an_area_has_its_latest_parent",
    ),
    Break(
        f"{CORE}/dim_area.sql",
        "                case when area_parents.parent_area_code is null then 1 else 0 end,\n",
        "",
        "an_area_has_its_latest_parent",
    ),
    Break(
        "models/marts/index/city_index.sql",
        "            index_by_unit.period_code = area_provinces.period_code\n            and ",
        "            ",
        "a_city_stands_with_the_province_of_the_period",
    ),
    Break(
        "models/marts/index/industry_index.sql",
        "            ranks.period_code = area_provinces.period_code\n            and ",
        "            ",
        "an_industry_index_changes_against_the_period_before",
    ),
    Break(
        "models/marts/index/industry_index.sql",
        "earlier.rank - industries.rank",
        "industries.rank - earlier.rank",
        "an_industry_index_changes_against_the_period_before",
    ),
    # input checks
    Break(
        "seeds/methodology/weights.csv",
        "stated,internet_plus,infrastructure,0.2769",
        "stated,internet_plus,infrastructure,0.2770",
        "input_has_no_faults",
    ),
    Break(
        "seeds/reference/areas.csv",
        "110100,city,110000,",
        "110100,city,990000,",
        "input_has_no_faults",
    ),
    Break(
        "macros/input_faults.sql",
        "having count(*) > 1{%",
        "having count(*) > 2{%",
        "every_fault_of_a_record_is_named",
    ),
    Break(
        "macros/input_faults.sql",
        "where known.{{ to_column }} is null",
        "where known.{{ to_column }} = ''",
        "every_fault_of_the_reference_tables_is_named",
    ),
    Break(
        f"{CHECKS}/int_record_faults.sql",
        "records.value >= 0.000001",
        "records.value >= -1",
        "every_fault_of_a_record_is_named",
    ),
    Break(
        f"{CHECKS}/int_record_faults.sql",
        "records.value <= 1e18",
        "records.value <= 1e308",
        "every_fault_of_a_record_is_named",
    ),
    Break(
        f"{CHECKS}/int_methodology_faults.sql",
        "- 1) > 0.000000001",
        "- 1) > 0.5",
        "every_fault_of_measures_trees_and_weights_is_named",
    ),
    Break(
        f"{CHECKS}/int_methodology_faults.sql",
        "where node_code = reached_node_code",
        "where false",
        "every_fault_of_measures_trees_and_weights_is_named",
    ),
    Break(
        f"{CHECKS}/int_methodology_faults.sql",
        "having count(distinct sources.origin) > 1",
        "having count(distinct sources.origin) > 2",
        "published_and_other_data_never_mix_in_an_index",
    ),
    Break(
        f"{CHECKS}/int_methodology_faults.sql",
        "not in (1, 2, 3, 4, 5)",
        "not in (1, 2, 2.5, 3, 4, 5, 6)",
        "every_fault_of_measures_trees_and_weights_is_named",
    ),
    Break(
        f"{CHECKS}/int_methodology_faults.sql",
        "        and measures.upper_bound is null\n",
        "        and false\n",
        "every_fault_of_normalisation_and_mean_is_named",
    ),
    Break(
        f"{CHECKS}/int_methodology_faults.sql",
        "'distance_to_reference') and measures.may_be_negative",
        "'distance_to_reference') and false",
        "every_fault_of_normalisation_and_mean_is_named",
    ),
    Break(
        f"{CHECKS}/int_methodology_faults.sql",
        "        and leaves.normalisation != 'share_of_total'\n",
        "",
        "every_fault_of_normalisation_and_mean_is_named",
    ),
    Break(
        f"{CHECKS}/int_methodology_faults.sql",
        "goalpost_low >= goalpost_high",
        "goalpost_low > goalpost_high",
        "every_fault_of_normalisation_and_mean_is_named",
    ),
    Break(
        f"{CHECKS}/int_methodology_faults.sql",
        "scale_low >= scale_high",
        "false",
        "every_fault_of_normalisation_and_mean_is_named",
    ),
    Break(
        f"{CHECKS}/int_methodology_faults.sql",
        "not coalesce(reference_value, -1) between",
        "not coalesce(reference_value, 0) between",
        "every_fault_of_normalisation_and_mean_is_named",
    ),
    Break(
        f"{CHECKS}/int_methodology_faults.sql",
        "where node_stages.stage_number > {{ var('most_stages') }}",
        "where false",
        "every_fault_of_normalisation_and_mean_is_named",
    ),
    Break(
        f"{CHECKS}/int_record_faults.sql",
        "    where may_be_negative\n",
        "",
        "every_fault_of_a_record_is_named",
    ),
    Break(
        f"{CHECKS}/int_service_faults.sql",
        "services.province_code is distinct from area_parents.parent_area_code",
        "false",
        "every_fault_of_the_service_catalogue_is_named",
    ),
    Break(
        f"{CHECKS}/int_service_faults.sql",
        "            service_areas.period_code = area_parents.period_code\n            and ",
        "            ",
        "every_fault_of_the_service_catalogue_is_named",
    ),
    # areas that change their parent
    Break(
        f"{CHECKS}/int_reference_faults.sql",
        "'memberships', 'area_memberships', ['area_code', 'valid_from'], 'area_code',",
        "'memberships', 'area_memberships', ['area_code', 'valid_from'], 'parent_area_code',",
        "every_fault_of_a_membership_is_named",
    ),
    Break(
        f"{CHECKS}/int_reference_faults.sql",
        "where parent_levels.depth >= area_levels.depth",
        "where parent_levels.depth > area_levels.depth",
        "every_fault_of_a_membership_is_named",
    ),
    Break(
        f"{CHECKS}/int_reference_faults.sql",
        "'parent_area_code', 'areas', 'area_code', true",
        "'parent_area_code', 'areas', 'area_code'",
        "every_fault_of_a_membership_is_named",
    ),
    Break(
        f"{CHECKS}/int_reference_faults.sql",
        "memberships.last_day < memberships.first_day",
        "false",
        "every_fault_of_a_membership_is_named",
    ),
    Break(
        f"{CHECKS}/int_reference_faults.sql",
        "memberships.last_day >= memberships.next_first_day",
        "memberships.last_day > memberships.next_first_day + 30",
        "every_fault_of_a_membership_is_named",
    ),
    Break(
        f"{CHECKS}/int_reference_faults.sql",
        "memberships.first_day > periods.period_start",
        "memberships.first_day >= periods.period_start",
        "every_fault_of_a_membership_is_named",
    ),
    Break(
        f"{CHECKS}/int_reference_faults.sql",
        "memberships.last_day < periods.period_end",
        "memberships.last_day < periods.period_start",
        "every_fault_of_a_membership_is_named",
    ),
    Break(
        f"{CHECKS}/int_membership_faults.sql",
        "            records.period_code = without_parent.period_code\n            and ",
        "            ",
        "an_area_with_memberships_has_one_where_it_has_records",
    ),
    Break(
        f"{CHECKS}/int_membership_faults.sql",
        "and area_parents.area_code in (select area_memberships.area_code from area_memberships)",
        "",
        "an_area_with_memberships_has_one_where_it_has_records",
    ),
    # periods
    Break(
        f"{CHECKS}/int_reference_faults.sql",
        "['year', 'quarter', 'month', 'week', 'day']",
        "['year', 'half', 'quarter', 'month', 'week', 'day']",
        "every_fault_of_a_period_is_named",
    ),
    Break(
        f"{CHECKS}/int_reference_faults.sql",
        "('year', 364, 371)",
        "('year', 364, 366)",
        "every_fault_of_a_period_is_named",
    ),
    Break(
        f"{CHECKS}/int_reference_faults.sql",
        "not coalesce(measured_periods.period_end >= measured_periods.period_start, false)",
        "measured_periods.period_end < measured_periods.period_start",
        "every_fault_of_a_period_is_named",
    ),
    Break(
        f"{CHECKS}/int_reference_faults.sql",
        "measured_periods.period_end >= measured_periods.next_start",
        "measured_periods.period_end > measured_periods.next_start",
        "every_fault_of_a_period_is_named",
    ),
    Break(
        f"{CHECKS}/int_reference_faults.sql",
        "over (partition by period_grain order by period_start, period_code)",
        "over (order by period_start, period_code)",
        "every_fault_of_a_period_is_named",
    ),
    Break(
        f"{CHECKS}/int_reference_faults.sql",
        "compared_periods.period_grain != compared_with.period_grain",
        "false",
        "every_fault_of_a_period_is_named",
    ),
    Break(
        f"{CHECKS}/int_reference_faults.sql",
        "compared_periods.column_name = 'base_period_code'",
        "true",
        "every_fault_of_a_period_is_named",
    ),
    Break(
        f"{CHECKS}/int_reference_faults.sql",
        "'base_period_code', 'periods', 'period_code'",
        "'previous_period_code', 'periods', 'period_code'",
        "every_fault_of_the_reference_tables_is_named",
    ),
    Break(
        f"{CHECKS}/int_reference_faults.sql",
        "compared_with.period_end >= compared_periods.period_start",
        "compared_with.period_end > compared_periods.period_start + 7",
        "every_fault_of_a_period_is_named",
    ),
    # changes
    Break(
        f"{INDEX}/int_index_by_unit.sql",
        "            index_by_unit.index_code = earlier.index_code\n            and ",
        "            ",
        "a_change_needs_the_unit_and_the_same_index_in_both_periods",
    ),
    Break(
        f"{INDEX}/int_index_by_unit.sql",
        "            index_by_unit.index_code = base.index_code\n            and ",
        "            ",
        "a_change_needs_the_unit_and_the_same_index_in_both_periods",
    ),
    Break(
        f"{INDEX}/int_index_by_unit.sql",
        "base.index_rank - index_by_unit.index_rank",
        "index_by_unit.index_rank - base.index_rank",
        "a_change_needs_the_unit_and_the_same_index_in_both_periods",
    ),
    Break(
        f"{INDEX}/int_index_by_unit.sql",
        "left join index_by_unit as earlier",
        "inner join index_by_unit as earlier",
        "a_change_needs_the_unit_and_the_same_index_in_both_periods",
    ),
    Break(
        f"{INDEX}/int_index_by_unit.sql",
        "            scores.period_code = area_parents.period_code\n            and ",
        "            ",
        "the_change_is_taken_against_the_period_before",
    ),
    Break(
        f"{INDEX}/int_index_by_unit.sql",
        "earlier.index_rank - index_by_unit.index_rank",
        "index_by_unit.index_rank - earlier.index_rank",
        "the_change_is_taken_against_the_period_before",
    ),
    # the audit
    Break(
        "models/marts/audit/audit_published_figures.sql",
        "abs(round(recomputed_value, printed_decimals) - published_value) < 1e-9",
        "abs(round(recomputed_value, printed_decimals) - published_value) < 0.1",
        "every_verdict_has_its_case",
    ),
    Break(
        "models/marts/audit/audit_published_figures.sql",
        "when rank_contradicts then 'contradicts'",
        "when false then 'contradicts'",
        "every_verdict_has_its_case",
    ),
    Break(
        f"{AUDIT}/int_recomputed_ranks.sql",
        "+ count(*) over (partition by list_code, published_value) - 1 as worst_place",
        "as worst_place",
        "a_rank_is_a_range_where_values_tie_and_a_place_where_rows_are_lost",
    ),
    Break(
        f"{AUDIT}/int_recomputed_scores.sql",
        "where weights_used != 'estimated'",
        "where true",
        "scores_follow_from_other_tables",
    ),
    Break(
        f"{AUDIT}/int_recomputed_rank_leads.sql",
        "and weighted_ranks.best_rank = weighted_ranks.worst_rank",
        "",
        "leads_follow_from_printed_ranks",
    ),
    Break(
        f"{AUDIT}/int_statement_members.sql",
        "members.printed_rank between",
        "true or members.printed_rank between",
        "a_statement_is_about_a_band_of_ranks_and_a_group_of_areas",
    ),
    Break(
        f"{AUDIT}/int_recomputed_statements.sql",
        "when 'rank' then member_statistics.worst_rank",
        "when 'rank' then member_statistics.area_count + 1",
        "every_statistic_has_its_case",
    ),
    Break(
        f"{AUDIT}/int_published_figures.sql",
        "inner join areas on rank_leads.area_code = areas.area_code",
        "inner join areas on rank_leads.area_code = areas.area_code and areas.is_first_tier",
        "no_published_figure_is_lost",
    ),
    Break(
        f"{AUDIT}/int_raw_usage.sql",
        "case when services.coverage = 'nation' then 'national' else 'local' end",
        "case when services.coverage = 'city' then 'local' else 'national' end",
        "shares_of_users_and_those_who_come_back",
    ),
    Break(
        f"{AUDIT}/int_raw_economy.sql",
        "and banded.rank between statements.rank_from and statements.rank_to",
        "",
        "the_index_beside_the_traditional_economy",
    ),
    Break(
        f"{AUDIT}/int_raw_statements.sql",
        "apps.period_code = '2015' and ",
        "",
        "statements_about_apps_projects_and_services",
    ),
    Break(
        f"{AUDIT}/int_dark_horses.sql",
        "and over_infrastructure - over_industry > 20",
        "and over_infrastructure - over_industry >= 20",
        "a_dark_horse_leads_its_infrastructure_in_all_three",
    ),
    Break(
        "macros/least_squares.sql",
        "sqrt(-diagonal.cell * corner.cell /",
        "sqrt(diagonal.cell * diagonal.cell * corner.cell /",
        "least_squares_finds_a_known_line",
    ),
    Break(
        "macros/printed_decimals.sql",
        "length({{ column }}) - position('.' in {{ column }})",
        "length({{ column }})",
        "macros_on_inline_values",
    ),
    Break(
        "macros/exact_numbers.sql",
        "as decimal(38, 15))",
        "as double)",
        "macros_on_inline_values",
    ),
    # beyond the report
    Break(
        f"{ANALYSIS_STEPS}/int_default_scores.sql",
        "and area_levels.depth = 0",
        "and area_levels.depth = 1",
        "a_default_score_is_that_of_the_default_scheme_with_its_rank_among_all",
    ),
    Break(
        f"{ANALYSIS}/score_intensity.sql",
        "periods.period_end >= earlier_periods.period_end",
        "periods.period_end <= earlier_periods.period_end",
        "an_intensity_is_share_over_share",
    ),
    Break(
        f"{ANALYSIS}/score_intensity.sql",
        "where is_compared",
        "where true",
        "an_intensity_is_share_over_share",
    ),
    Break(
        f"{ANALYSIS}/unit_peers.sql",
        "cast(indicators.score as double) / compared_units.total as part",
        "cast(indicators.score as double) as part",
        "a_peer_has_a_similar_profile_whatever_its_size",
    ),
    Break(
        f"{ANALYSIS}/unit_peers.sql",
        "pairs.peer_place asc",
        "pairs.peer_place desc",
        "a_peer_has_a_similar_profile_whatever_its_size",
    ),
    Break(
        f"{ANALYSIS}/strengths_and_weaknesses.sql",
        "totals.rank - default_scores.rank as rank_lead",
        "default_scores.rank - totals.rank as rank_lead",
        "a_strength_stands_higher_than_the_index",
    ),
    Break(
        f"{ANALYSIS}/strengths_and_weaknesses.sql",
        "                strengths.is_strength asc,\n",
        "",
        "a_strength_stands_higher_than_the_index",
    ),
    Break(
        f"{ANALYSIS}/rank_change_contributions.sql",
        "coalesce(leaf_changes.previous_contribution, 0)",
        "leaf_changes.previous_contribution",
        "a_change_of_a_score_is_split_into_its_leaves",
    ),
    Break(
        f"{ANALYSIS}/rank_change_contributions.sql",
        "            and unit_changes.scheme_code = contributions.scheme_code\n",
        "",
        "leaf_changes_add_up_to_score_changes",
    ),
    Break(
        f"{ANALYSIS_STEPS}/int_convergence.sql",
        "earlier_deviation * (later_deviation - earlier_deviation)",
        "earlier_deviation * later_deviation",
        "convergence_by_hand",
    ),
    Break(
        f"{ANALYSIS_STEPS}/int_convergence.sql",
        "-ln(1 + judged.slope) / judged.years",
        "-judged.slope / judged.years",
        "convergence_by_hand",
    ),
    Break(
        f"{ANALYSIS_STEPS}/int_area_distances.sql",
        "cos(located.latitude) * cos(neighbours.latitude)",
        "1",
        "distances_follow_the_sphere",
    ),
    Break(
        f"{ANALYSIS_STEPS}/int_spatial_autocorrelation.sql",
        "pairs.nearness / neighbour_sums.nearness as weight_back",
        "pairs.nearness / row_sums.nearness as weight_back",
        "moran_by_hand",
    ),
    Break(
        f"{ANALYSIS_STEPS}/int_spatial_autocorrelation.sql",
        "(moments.moran_i - moments.expected_i) / sqrt",
        "moments.moran_i / sqrt",
        "moran_by_hand",
    ),
    Break(
        "macros/exact_numbers.sql",
        "as decimal(38, 24))",
        "as double)",
        "macros_on_inline_values",
    ),
]


@pytest.fixture(scope="module")
def project_copy(tmp_path_factory: pytest.TempPathFactory, embedded: Build) -> Dbt:
    """A copy of the project to break, beside a copy of the warehouse that is whole."""
    assert embedded.success
    folder = tmp_path_factory.mktemp("broken")
    for part in ("models", "macros", "seeds", "tests", "analyses", "raw"):
        shutil.copytree(PROJECT / part, folder / part, ignore=shutil.ignore_patterns("python"))
    for part in ("dbt_project.yml", "profiles.yml"):
        shutil.copy(PROJECT / part, folder / part)
    return Dbt(folder, project=folder)


@pytest.mark.parametrize("broken", BREAKS, ids=lambda broken: broken.name)
def test_a_broken_rule_turns_its_guard_red(project_copy: Dbt, embedded: Build, broken: Break) -> None:
    """Break the rule, run its guard, put the rule back."""
    file = project_copy.project / broken.file
    whole = file.read_text(encoding="utf-8")
    assert whole.count(broken.old) >= 1, "the piece to break is not there any more"
    shutil.copy(embedded.warehouse, project_copy.warehouse)
    file.write_text(whole.replace(broken.old, broken.new), encoding="utf-8")
    try:
        if broken.guard in embedded.unit_tests:
            # alone, since dbt skips what is left of a model's unit tests after the first that fails
            build = project_copy("test", "--select", broken.guard)
        else:
            # what lies between the broken file and its guard: the rest of the warehouse is whole
            in_macro = broken.file.startswith("macros/")
            between = f"1+{broken.guard}" if in_macro else f"{file.stem}+,+{broken.guard}"
            build = project_copy("build", "--select", between, "--exclude", "test_type:unit")
    finally:
        file.write_text(whole, encoding="utf-8")
    assert build.status.get(broken.guard) == "fail", build.output
