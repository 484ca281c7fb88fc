"""Do the tests bite? Each rule of the SQL is broken once, and the test that guards it has to go red."""

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml
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
ANALYSIS = "models/intermediate/analysis"
ANALYSIS_MARTS = "models/marts/analysis"
ROBUSTNESS = "models/intermediate/robustness"
ROBUSTNESS_MARTS = "models/marts/robustness"
COHERENCE = "models/intermediate/coherence"
COHERENCE_MARTS = "models/marts/coherence"
SINGULAR = "tests/singular"
CONTRACT = "models/staging/own/_own_data__sources.yml"


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
        "weights_multiply_down_and_add_up_over_several_parents",
    ),
    Break(
        f"{TREE}/int_tree_closure.sql",
        "sum({{ exact_weight",
        "max({{ exact_weight",
        "weights_multiply_down_and_add_up_over_several_parents",
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
        f"{AREAS}/int_area_units.sql",
        "                periods.period_start,\n                periods.period_end,\n",
        "",
        "an_area_counts_in_the_unit_that_it_lies_in",
    ),
    Break(
        f"{AREAS}/int_units.sql",
        "changed_periods.period_code is not null as is_changed",
        "true as is_changed",
        "a_unit_stands_once_and_knows_whether_it_has_changed",
    ),
    Break(
        f"{WEIGHTS}/int_patterns.sql",
        "select distinct",
        "select",
        "a_pattern_has_a_number",
    ),
    Break(
        "models/intermediate/tree/int_scheme_nodes.sql",
        "                scored_nodes.scheme_code,\n                scored_nodes.node_code\n",
        "                scored_nodes.node_code\n",
        "a_node_has_a_number_under_every_scheme",
    ),
    Break(
        f"{VALUES}/int_recent_units.sql",
        "\n            and units.period_code = leaf_periods.period_code",
        "",
        "latest_periods_have_recent_units",
    ),
    Break(
        f"{ANALYSIS}/int_score_changes.sql",
        "    having count(score) > 0 and count(previous_score) > 0\n",
        "",
        "a_score_changes_from_the_period_before",
    ),
    Break(
        f"{ANALYSIS}/int_score_changes.sql",
        "            and unit_totals.unit_level = units.unit_level\n",
        "",
        "a_score_changes_from_the_period_before",
    ),
    Break(
        f"{SCORES}/int_leaf_ranks.sql",
        "select * from ranks",
        "select * from ranks union all select * from ranks",
        "grain_of_int_leaf_ranks",
    ),
    Break(
        f"{VALUES}/int_leaf_values.sql",
        "select * from leaf_values",
        "select * from leaf_values union all select * from leaf_values",
        "grain_of_int_normalised_values",
    ),
    Break(
        f"{SCORES}/int_contributions.sql",
        "select * from contributions\n",
        "select * from contributions union all select * from contributions\n",
        "grain_of_int_contributions",
    ),
    Break(
        f"{VALUES}/int_unit_values.sql",
        "cells.industry_code = industries.industry_code or cells.industry_code = industries.sector_code",
        "cells.industry_code = industries.industry_code",
        "a_record_of_an_industry_counts_in_its_sector",
    ),
    Break(
        f"{VALUES}/int_unit_values.sql",
        "cells.rollup = 'additive'",
        "cells.rollup is not null",
        "distinct_users_and_rates_are_never_added_up",
    ),
    Break(
        f"{VALUES}/int_unit_values.sql",
        "when cells.direction = 'less_is_better'",
        "when cells.direction = 'never'",
        "distinct_users_and_rates_are_never_added_up",
    ),
    Break(
        f"{AREAS}/int_area_units.sql",
        "            and area_ancestors.ancestor_is_unit\n",
        "",
        "an_area_counts_in_the_unit_that_it_lies_in",
    ),
    Break(
        f"{AREAS}/int_area_units.sql",
        "    left join area_ancestors",
        "    inner join area_ancestors",
        "an_area_counts_in_the_unit_that_it_lies_in",
    ),
    Break(
        f"{AREAS}/int_area_units.sql",
        "            area_parents.period_code = area_ancestors.period_code\n            and ",
        "            ",
        "an_area_counts_in_the_unit_that_it_lies_in",
    ),
    Break(
        f"{VALUES}/int_unit_values.sql",
        "            area_values.period_code = area_units.period_code\n            and ",
        "            ",
        "a_record_of_an_industry_counts_in_its_sector",
    ),
    Break(
        f"{VALUES}/int_unit_values.sql",
        "area_units.areas_in_unit = 1",
        "area_units.areas_in_unit > 0",
        "records_count_at_every_level_and_nothing_drops_out",
    ),
    Break(
        f"{VALUES}/int_unit_values.sql",
        "area_units.areas_in_unit > 1",
        "area_units.areas_in_unit > 0",
        "records_count_at_every_level_and_nothing_drops_out",
    ),
    Break(
        f"{VALUES}/int_unit_values.sql",
        "where counted_cells.industry_count = 1",
        "where counted_cells.industry_count > 0",
        "a_record_of_an_industry_counts_in_its_sector",
    ),
    Break(
        f"{VALUES}/int_unit_values.sql",
        "where counted_cells.industry_count > 1",
        "where counted_cells.industry_count > 0",
        "a_record_of_an_industry_counts_in_its_sector",
    ),
    Break(
        f"{VALUES}/int_unit_values.sql",
        "{{ sum_in_any_order('area_values.value') }}",
        "sum(area_values.value)",
        "records_count_at_every_level_and_nothing_drops_out",
    ),
    Break(
        f"{VALUES}/int_unit_values.sql",
        "count(*) over (partition by record_groups.period_code, cells.cell_number)",
        "1",
        "a_record_of_an_industry_counts_in_its_sector",
    ),
    Break(
        f"{VALUES}/int_unit_values.sql",
        "            measure_values.period_code = counted_cells.period_code\n            and ",
        "            ",
        "a_record_of_an_industry_counts_in_its_sector",
    ),
    Break(
        f"{VALUES}/int_national_totals.sql",
        "case when units.is_unit then {{ exact_value('unit_values.value') }} else 0 end",
        "{{ exact_value('unit_values.value') }}",
        "both_bases_of_a_share",
    ),
    # leaf values and normalisation
    Break(
        f"{VALUES}/int_leaf_values.sql",
        "    where units.is_unit or leaves.denominator = 'nation'\n",
        "",
        "every_leaf_has_a_value_in_every_unit",
    ),
    Break(
        f"{VALUES}/int_leaf_values.sql",
        "case when leaves.missing_rule = 'zero' then cast(0 as double) end",
        "cast(0 as double)",
        "every_leaf_has_a_value_in_every_unit",
    ),
    Break(
        f"{VALUES}/int_leaf_values.sql",
        "when leaves.missing_rule = 'zero' then 'missing_as_zero'",
        "when leaves.missing_rule = 'skip' then 'missing_as_zero'",
        "every_leaf_has_a_value_in_every_unit",
    ),
    Break(
        f"{VALUES}/int_missing_values.sql",
        "            index_units.unit_number = unit_values.unit_number\n            and ",
        "            ",
        "nothing_is_left_out_in_silence",
    ),
    Break(
        f"{VALUES}/int_missing_values.sql",
        "\n            and leaves.cell_number = unit_values.cell_number",
        "",
        "nothing_is_left_out_in_silence",
    ),
    Break(
        f"{VALUES}/int_missing_values.sql",
        "index_units.index_code = leaves.index_code",
        "true",
        "nothing_is_left_out_in_silence",
    ),
    Break(
        f"{VALUES}/int_index_units.sql",
        "    where units.is_unit\n",
        "",
        "one_value_makes_a_unit_take_part",
    ),
    Break(
        f"{VALUES}/int_index_units.sql",
        "select distinct",
        "select",
        "one_value_makes_a_unit_take_part",
    ),
    Break(
        f"{VALUES}/int_leaf_periods.sql",
        "where place = 1 or values_so_far",
        "where values_so_far",
        "leaves_are_looked_at_in_the_latest_periods",
    ),
    Break(
        f"{VALUES}/int_leaf_periods.sql",
        "periods.period_end desc",
        "periods.period_end",
        "leaves_are_looked_at_in_the_latest_periods",
    ),
    Break(
        f"{VALUES}/int_leaf_periods.sql",
        "unit_counts.unit_count * leaf_counts.leaf_count",
        "unit_counts.unit_count",
        "leaves_are_looked_at_in_the_latest_periods",
    ),
    Break(
        f"{TREE}/int_leaves.sql",
        "dense_rank() over",
        "row_number() over",
        "leaves_on_one_measure_and_industry_share_a_cell",
    ),
    Break(
        f"{TREE}/int_leaves.sql",
        "    where nodes.index_code in (select index_schemes.index_code from index_schemes)\n",
        "",
        "leaves_on_one_measure_and_industry_share_a_cell",
    ),
    Break(
        f"{VALUES}/int_unit_values.sql",
        "coalesce({{ exact_value('cells.upper_bound') }}, 0)",
        "{{ exact_value('cells.upper_bound') }}",
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
        "sum(case when is_unit then ' ~ exact_value('counted_value') ~ ' end)",
        "sum(' ~ exact_value('counted_value') ~ ')",
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
        "coalesce(upper_bound, 0) - goalpost_high",
        "goalpost_high",
        "what_a_value_is_held_against_by_hand",
    ),
    Break(
        f"{VALUES}/int_normalisation_parameters.sql",
        "coalesce(upper_bound, 0) - reference_value",
        "reference_value",
        "what_a_value_is_held_against_by_hand",
    ),
    Break(
        f"{VALUES}/int_normalisation_parameters.sql",
        "    where units.is_unit\n",
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
        f"{VALUES}/int_normalised_values.sql",
        "when value_status = 'missing_as_zero' then 0",
        "when false then 0",
        "every_normalisation_by_hand",
    ),
    Break(
        f"{VALUES}/int_normalised_values.sql",
        "when leaves.is_clipped\n",
        "when true\n",
        "every_normalisation_by_hand",
    ),
    Break(
        f"{VALUES}/int_normalised_values.sql",
        "            when leaf_values.counted_value is null then null\n",
        "",
        "every_normalisation_by_hand",
    ),
    Break(
        f"{VALUES}/int_normalised_values.sql",
        "cast(clipped_value - low as double)",
        "cast(clipped_value as double)",
        "every_normalisation_by_hand",
    ),
    Break(
        f"{VALUES}/int_normalised_values.sql",
        "cast({{ exact_value('counted_value') }} - mean as double) / standard_deviation",
        "cast({{ exact_value('counted_value') }} - mean as double)",
        "every_normalisation_by_hand",
    ),
    Break(
        f"{VALUES}/int_normalised_values.sql",
        "cast(rank() over",
        "cast(dense_rank() over",
        "every_normalisation_by_hand",
    ),
    Break(
        f"{VALUES}/int_normalised_values.sql",
        "percent_rank() over",
        "cume_dist() over",
        "every_normalisation_by_hand",
    ),
    Break(
        f"{VALUES}/int_normalised_values.sql",
        "        and ordered_values.counted_value is not null\n",
        "",
        "every_normalisation_by_hand",
    ),
    Break(
        f"{VALUES}/int_normalised_values.sql",
        "100 * counted_value / reference_value",
        "100 * reference_value / counted_value",
        "every_normalisation_by_hand",
    ),
    Break(
        f"{VALUES}/int_normalised_values.sql",
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
        "leaves.missing_rule != 'zero'",
        "true",
        "gaps_of_a_unit_make_its_pattern",
    ),
    Break(
        f"{WEIGHTS}/int_missing_patterns.sql",
        "    left join skipped",
        "    inner join skipped",
        "gaps_of_a_unit_make_its_pattern",
    ),
    Break(
        f"{WEIGHTS}/int_missing_patterns.sql",
        "'order by leaves.node_code'",
        "'order by missing_values.leaf_number desc'",
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
        f"{WEIGHTS}/int_pattern_nodes.sql",
        "where edge_weights.weight > 0 and judged.has_enough",
        "where judged.has_enough",
        "a_node_needs_enough_of_its_weight",
    ),
    Break(
        f"{WEIGHTS}/int_pattern_nodes.sql",
        "scored_nodes.node_code is not null as has_score",
        "judged.has_enough as has_score",
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
        "                    pattern_nodes.pattern_number,\n                    edge_weights.parent_node_code\n",
        "                    pattern_nodes.pattern_number\n",
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
        f"{SCORES}/int_contributions.sql",
        "weights.weight * normalised_values.normalised_value",
        "normalised_values.normalised_value",
        "a_contribution_is_weight_times_value",
    ),
    Break(
        f"{SCORES}/int_contributions.sql",
        "            unit_patterns.pattern_number = weights.pattern_number\n            and ",
        "            ",
        "a_contribution_is_weight_times_value",
    ),
    Break(
        f"{SCORES}/int_contributions.sql",
        "weights.weight * normalised_values.normalised_value",
        "weights.weight * weights.weight * normalised_values.normalised_value",
        "scores_follow_from_their_children",
    ),
    Break(
        f"{SCORES}/int_contributions.sql",
        "where aggregation != 'arithmetic'",
        "where aggregation = 'median'",
        "a_contribution_is_weight_times_value",
    ),
    Break(
        f"{SCORES}/int_contributions.sql",
        " and not scheme_nodes.is_leaf as has_other_means",
        " as has_other_means",
        "a_contribution_is_weight_times_value",
    ),
    Break(
        f"{SCORES}/int_scores.sql",
        "sum(contribution) as score",
        "max(contribution) as score",
        "contributions_add_up_to_scores",
    ),
    Break(
        f"{SCORES}/int_scores.sql",
        "left join summed",
        "inner join summed",
        "a_score_is_the_sum_of_its_contributions",
    ),
    Break(
        f"{SCORES}/int_scores.sql",
        "    where not scheme_nodes.is_leaf\n",
        "",
        "a_score_is_the_sum_of_its_contributions",
    ),
    Break(
        f"{SCORES}/int_leaf_scores.sql",
        "    where normalised_values.is_unit\n",
        "",
        "a_leaf_scores_its_value_under_every_scheme",
    ),
    Break(
        f"{SCORES}/int_leaf_scores.sql",
        "then 0 else 1 end",
        "then 1 else 1 end",
        "a_leaf_scores_its_value_under_every_scheme",
    ),
    Break(
        f"{SCORES}/int_leaf_ranks.sql",
        "leaf_scores.unit_number = recent_units.unit_number\n            and ",
        "",
        "leaves_are_ranked_in_the_latest_periods",
    ),
    Break(
        f"{SCORES}/int_leaf_ranks.sql",
        "\n            and leaf_scores.index_code = recent_units.index_code",
        "",
        "leaves_are_ranked_in_the_latest_periods",
    ),
    Break(
        f"{CORE}/fct_ranks.sql",
        "    union all\n\n    select * from leaf_ranks\n",
        "",
        "leaves_stand_with_the_ranks_of_the_other_nodes",
    ),
    Break(
        f"{SCORES}/int_ranks.sql",
        "select * from ranks",
        "select * replace (ranked_units + 1 - rank as rank) from ranks",
        "ranks_are_well_formed",
    ),
    Break(
        "macros/ranks_in_all_lists.sql",
        "cast(rank() over",
        "cast(dense_rank() over",
        "ranks_leave_gaps_after_ties_and_restart_in_each_province",
    ),
    Break(
        f"{SCORES}/int_unit_lists.sql",
        "    where units.area_code != area_ancestors.ancestor_area_code\n",
        "",
        "a_unit_is_ranked_within_every_area_above_it",
    ),
    Break(
        f"{SCORES}/int_unit_lists.sql",
        "            units.period_code = area_ancestors.period_code\n            and ",
        "            ",
        "a_unit_is_ranked_within_every_area_above_it",
    ),
    Break(
        f"{ANALYSIS}/int_recent_leaf_values.sql",
        "\n            and normalised_values.index_code = recent_units.index_code",
        "",
        "leaves_are_analysed_in_the_latest_periods_over_the_units",
    ),
    Break(
        f"{CORE}/dim_period.sql",
        "\nfrom periods\n",
        "\nfrom periods cross join (values (1), (2)) as twice (copy)\n",
        "grain_of_dim_period",
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
        f"{ANALYSIS}/int_industry_scores.sql",
        "            ranks.period_code = area_provinces.period_code\n            and ",
        "            ",
        "an_industry_score_has_its_part_in_the_network",
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
    # the contract of the input tables
    Break(
        "macros/contract_checks.sql",
        ", '') = ''\"",
        ", '-') = ''\"",
        "every_kind_of_rule_of_the_contract_is_checked",
    ),
    Break(
        "macros/contract_checks.sql",
        "'double') ~ ' is null', shown",
        "'double') ~ ' is null and false', shown",
        "every_kind_of_rule_of_the_contract_is_checked",
    ),
    Break(
        "macros/contract_checks.sql",
        "' != ' ~ try_cast(cell",
        "' < ' ~ try_cast(cell",
        "every_kind_of_rule_of_the_contract_is_checked",
    ),
    Break(
        "macros/contract_checks.sql",
        "~ ', true)'",
        "~ ', false)'",
        "every_kind_of_rule_of_the_contract_is_checked",
    ),
    Break(
        "macros/contract_checks.sql",
        "'boolean') ~ ' is null'",
        "'boolean') ~ ' is null and false'",
        "every_kind_of_rule_of_the_contract_is_checked",
    ),
    Break(
        "macros/contract_checks.sql",
        "'date') ~ ' is null'",
        "'date') ~ ' is null and false'",
        "every_kind_of_rule_of_the_contract_is_checked",
    ),
    Break(
        "macros/contract_checks.sql",
        "' >= ' ~ meta.minimum",
        "' >= -1 + ' ~ meta.minimum",
        "every_kind_of_rule_of_the_contract_is_checked",
    ),
    Break(
        "macros/contract_checks.sql",
        "' <= ' ~ meta.maximum",
        "' <= 1 + ' ~ meta.maximum",
        "every_kind_of_rule_of_the_contract_is_checked",
    ),
    Break(
        "macros/contract_checks.sql",
        '~ " not in (\'"',
        "~ \" not in ('decade', '\"",
        "every_kind_of_rule_of_the_contract_is_checked",
    ),
    Break(
        "macros/contract_checks.sql",
        ".code is null', shown",
        ".code is null and false', shown",
        "every_kind_of_rule_of_the_contract_is_checked",
    ),
    Break(
        "macros/contract_checks.sql",
        "') > 1000'",
        "') > 1001'",
        "every_kind_of_rule_of_the_contract_is_checked",
    ),
    Break(
        "macros/contract_checks.sql",
        ", '') != ''\"",
        ", '-') != ''\"",
        "every_kind_of_rule_of_the_contract_is_checked",
    ),
    Break(
        "macros/contract_checks.sql",
        "\", 60), '')\"",
        "\", 61), '')\"",
        "every_kind_of_rule_of_the_contract_is_checked",
    ),
    Break(
        "macros/contract_checks.sql",
        "having count(*) > 1",
        "having count(*) > 2",
        "every_kind_of_rule_of_the_contract_is_checked",
    ),
    # records, trees and catalogue
    Break(
        f"{CHECKS}/int_bad_records.sql",
        "abs(records.value) >= 0.000001",
        "abs(records.value) >= 0",
        "every_fault_of_a_record_is_named",
    ),
    Break(
        f"{CHECKS}/int_bad_records.sql",
        "abs(records.value) <= 1e18",
        "abs(records.value) <= 1e308",
        "every_fault_of_a_record_is_named",
    ),
    Break(
        f"{CHECKS}/int_bad_records.sql",
        "records.value < 0 and not",
        "false and not",
        "every_fault_of_a_record_is_named",
    ),
    Break(
        f"{CHECKS}/int_bad_records.sql",
        "not coalesce(bounds.may_be_negative, false)",
        "true",
        "every_fault_of_a_record_is_named",
    ),
    Break(
        f"{CHECKS}/int_bad_records.sql",
        "'records.value > bounds.upper_bound'",
        "'false'",
        "every_fault_of_a_record_is_named",
    ),
    Break(
        f"{CHECKS}/int_bad_records.sql",
        "duplicates.rows_of_key > 1'",
        "duplicates.rows_of_key > 2'",
        "every_fault_of_a_record_is_named",
    ),
    Break(
        f"{CHECKS}/int_bad_records.sql",
        "{'value': 'delivered_value'}",
        "{}",
        "every_fault_of_a_record_is_named",
    ),
    Break(
        f"{CHECKS}/int_record_faults.sql",
        "    where recorded.measure_code is null\n",
        "    where false\n",
        "measures_and_leaves_without_a_record_are_named",
    ),
    Break(
        f"{CHECKS}/int_record_faults.sql",
        "industries.sector_code as industry_code",
        "recorded.industry_code",
        "measures_and_leaves_without_a_record_are_named",
    ),
    Break(
        f"{CHECKS}/int_record_faults.sql",
        "            and nodes.industry_code = recorded_cells.industry_code\n",
        "",
        "measures_and_leaves_without_a_record_are_named",
    ),
    Break(
        f"{CHECKS}/int_record_faults.sql",
        "        and nodes.index_code in (select index_schemes.index_code from index_schemes)\n",
        "",
        "measures_and_leaves_without_a_record_are_named",
    ),
    Break(
        f"{CHECKS}/int_methodology_faults.sql",
        "where normalisation is null",
        "where false",
        "every_fault_of_normalisation_and_mean_is_named",
    ),
    Break(
        f"{CHECKS}/int_methodology_faults.sql",
        "and reference is null",
        "and false",
        "every_fault_of_normalisation_and_mean_is_named",
    ),
    Break(
        f"{CHECKS}/int_methodology_faults.sql",
        "where reference = 'area' and",
        "where false and",
        "every_fault_of_normalisation_and_mean_is_named",
    ),
    Break(
        f"{CHECKS}/int_methodology_faults.sql",
        "where missing_rule is null",
        "where false",
        "every_fault_of_measures_trees_and_weights_is_named",
    ),
    Break(
        f"{CHECKS}/int_methodology_faults.sql",
        "and denominator is null",
        "and false",
        "every_fault_of_measures_trees_and_weights_is_named",
    ),
    Break(
        f"{CHECKS}/int_methodology_faults.sql",
        "inner join node_edges on leaves.node_code = node_edges.parent_node_code",
        "inner join node_edges on leaves.node_code = node_edges.node_code",
        "every_fault_of_measures_trees_and_weights_is_named",
    ),
    Break(
        f"{CHECKS}/int_methodology_faults.sql",
        "and nodes.measure_code is null",
        "and false",
        "every_fault_of_measures_trees_and_weights_is_named",
    ),
    Break(
        f"{CHECKS}/int_methodology_faults.sql",
        "where node_edges.node_code is null and nodes.node_code != nodes.index_code",
        "where node_edges.node_code is null",
        "every_fault_of_measures_trees_and_weights_is_named",
    ),
    Break(
        f"{CHECKS}/int_methodology_faults.sql",
        "where roots.node_code != roots.index_code",
        "where false",
        "every_fault_of_measures_trees_and_weights_is_named",
    ),
    Break(
        f"{CHECKS}/int_methodology_faults.sql",
        "where nodes.node_code = nodes.index_code",
        "where false",
        "every_fault_of_measures_trees_and_weights_is_named",
    ),
    Break(
        f"{CHECKS}/int_methodology_faults.sql",
        "where nodes.index_code != parents.index_code",
        "where false",
        "every_fault_of_measures_trees_and_weights_is_named",
    ),
    Break(
        f"{CHECKS}/int_methodology_faults.sql",
        "having sum(case when is_default then 1 else 0 end) != 1",
        "having sum(case when is_default then 1 else 0 end) > 1",
        "every_fault_of_measures_trees_and_weights_is_named",
    ),
    Break(
        f"{CHECKS}/int_methodology_faults.sql",
        "where edge_weights.weight is null",
        "where false",
        "every_fault_of_measures_trees_and_weights_is_named",
    ),
    Break(
        f"{CHECKS}/int_methodology_faults.sql",
        "            weights.parent_node_code = node_edges.parent_node_code\n            and ",
        "            ",
        "every_fault_of_measures_trees_and_weights_is_named",
    ),
    Break(
        f"{CHECKS}/int_methodology_faults.sql",
        "where expert_scores.expert_code is null",
        "where false",
        "every_fault_of_measures_trees_and_weights_is_named",
    ),
    Break(
        f"{CHECKS}/int_service_faults.sql",
        "services.city_code is distinct from service_areas.area_code",
        "false",
        "every_fault_of_the_service_catalogue_is_named",
    ),
    Break(
        f"{CHECKS}/int_service_faults.sql",
        "unit_users.users_month_before > 0 and",
        "true and",
        "every_fault_of_the_service_catalogue_is_named",
    ),
    Break(
        f"{CHECKS}/int_service_faults.sql",
        "unit_users.returning_users <= unit_users.users_month_before, false",
        "true, false",
        "every_fault_of_the_service_catalogue_is_named",
    ),
    Break(
        f"{CHECKS}/int_service_faults.sql",
        "unit_users.failure_hours <= unit_users.service_hours, false",
        "true, false",
        "every_fault_of_the_service_catalogue_is_named",
    ),
    # bad records
    Break(
        f"{VALUES}/int_measure_values.sql",
        "        bad_records.broken_rule is null\n        and ",
        "        ",
        "a_bad_record_goes_no_further",
    ),
    Break(
        f"{VALUES}/int_measure_values.sql",
        "        and records.measure_code is not null\n",
        "",
        "a_bad_record_goes_no_further",
    ),
    Break(
        f"{VALUES}/int_measure_values.sql",
        "    left join bad_records\n",
        "    inner join bad_records\n",
        "no_record_is_lost",
    ),
    Break(
        f"{CORE}/quarantined_records.sql",
        "coalesce(left(delivered_value, 60), '')",
        "coalesce(delivered_value, '')",
        "bad_records_are_kept_with_their_reasons",
    ),
    Break(
        f"{CORE}/quarantined_records.sql",
        "partition by table_name, period_code, area_code",
        "partition by table_name, area_code",
        "bad_records_are_kept_with_their_reasons",
    ),
    Break(
        f"{VALUES}/int_national_totals.sql",
        "sum(unit_values.record_count) as record_count",
        "count(unit_values.record_count) as record_count",
        "both_bases_of_a_share",
    ),
    Break(
        f"{CORE}/fct_national_totals.sql",
        "when abs(bad_records.value) <= 1e18 then",
        "when abs(bad_records.value) <= 1 then",
        "a_total_says_what_it_leaves_out",
    ),
    Break(
        f"{CORE}/fct_national_totals.sql",
        "            national_totals.period_code = put_aside.period_code\n            and ",
        "            ",
        "a_total_says_what_it_leaves_out",
    ),
    Break(
        f"{CORE}/fct_national_totals.sql",
        "    left join put_aside",
        "    inner join put_aside",
        "a_total_says_what_it_leaves_out",
    ),
    Break(
        f"{CORE}/fct_national_totals.sql",
        "        sector_code as counted_industry_code",
        "        industry_code as counted_industry_code",
        "a_total_says_what_it_leaves_out",
    ),
    Break(
        f"{CORE}/fct_national_totals.sql",
        "    union\n",
        "    union all\n",
        "a_total_says_what_it_leaves_out",
    ),
    # records that are looked at one by one
    Break(
        f"{CHECKS}/int_bad_records.sql",
        "        periods.period_code is null\n        or ",
        "        ",
        "every_fault_of_a_record_is_named",
    ),
    Break(
        f"{CHECKS}/int_bad_records.sql",
        "        or industries.industry_code is null\n",
        "",
        "every_fault_of_a_record_is_named",
    ),
    Break(
        f"{CHECKS}/int_bad_records.sql",
        "        or bounds.measure_code is null\n",
        "",
        "every_fault_of_a_record_is_named",
    ),
    Break(
        f"{CHECKS}/int_bad_records.sql",
        "        or record_groups.placed_area_count < record_groups.record_count\n",
        "",
        "every_fault_of_a_record_is_named",
    ),
    Break(
        f"{CHECKS}/int_bad_records.sql",
        "        or record_groups.number_count < record_groups.record_count\n",
        "",
        "every_fault_of_a_record_is_named",
    ),
    Break(
        f"{CHECKS}/int_bad_records.sql",
        " and not coalesce(abs(records.value) <= 1e18, false)",
        "",
        "every_fault_of_a_record_is_named",
    ),
    Break(
        f"{CHECKS}/int_bad_records.sql",
        "        or not (record_groups.highest <= 1e18 and record_groups.lowest >= -1e18)\n",
        "",
        "every_fault_of_a_record_is_named",
    ),
    Break(
        f"{CHECKS}/int_bad_records.sql",
        "        or not coalesce(record_groups.smallest >= 0.000001, true)\n",
        "",
        "every_fault_of_a_record_is_named",
    ),
    Break(
        f"{CHECKS}/int_bad_records.sql",
        "        or (record_groups.lowest < 0 and not coalesce(bounds.may_be_negative, false))\n",
        "",
        "every_fault_of_a_record_is_named",
    ),
    Break(
        f"{CHECKS}/int_bad_records.sql",
        "        or record_groups.highest > bounds.upper_bound\n",
        "",
        "every_fault_of_a_record_is_named",
    ),
    Break(
        f"{CHECKS}/int_bad_records.sql",
        "select distinct\n        coalesce(record_groups.period_code",
        "select\n        coalesce(record_groups.period_code",
        "every_fault_of_a_record_is_named",
    ),
    Break(
        f"{CHECKS}/int_record_groups.sql",
        "    left join area_numbers",
        "    inner join area_numbers",
        "a_group_of_records_is_counted",
    ),
    Break(
        f"{CHECKS}/int_record_groups.sql",
        "case when records.value != 0 then abs(records.value) end",
        "abs(records.value)",
        "a_group_of_records_is_counted",
    ),
    Break(
        f"{CHECKS}/int_record_groups.sql",
        "count(records.value) as number_count",
        "count(*) as number_count",
        "a_group_of_records_is_counted",
    ),
    Break(
        "macros/engines/count_of_distinct_numbers.sql",
        "bit_count(bitstring_agg({{ expression }}))",
        "count({{ expression }})",
        "a_group_of_records_is_counted",
    ),
    # areas that change their parent
    Break(
        f"{CHECKS}/int_reference_faults.sql",
        "where parent_levels.depth >= area_levels.depth\n\n    union all",
        "where parent_levels.depth > area_levels.depth\n\n    union all",
        "every_fault_of_the_reference_tables_is_named",
    ),
    Break(
        f"{CHECKS}/int_reference_faults.sql",
        "where parent_levels.depth >= area_levels.depth\n\n)",
        "where parent_levels.depth > area_levels.depth\n\n)",
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
        "where measured_periods.period_end < measured_periods.period_start",
        "where measured_periods.period_end < measured_periods.period_start - 99",
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
        "'printed_decimals') }} - published_value) < 1e-9",
        "'printed_decimals') }} - published_value) < 0.1",
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
        "a_rank_is_a_range_where_values_tie_or_rows_are_lost",
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
        "-coefficients.diagonal_cell * residual_sums",
        "coefficients.diagonal_cell * coefficients.diagonal_cell * residual_sums",
        "least_squares_finds_a_known_line",
    ),
    Break(
        "macros/least_squares.sql",
        "'relative_residual * relative_residual'",
        "'abs(relative_residual)'",
        "least_squares_finds_a_known_line",
    ),
    Break(
        "macros/engines/round_to.sql",
        "round({{ number }}, {{ digits }})",
        "round({{ number }}, 3)",
        "macros_on_inline_values",
    ),
    Break(
        "macros/engines/list_of.sql",
        "array_agg({{ expression }} order by {{ order_by }})",
        "array_agg({{ expression }})",
        "macros_on_inline_values",
    ),
    Break(
        "macros/engines/whole_numbers.sql",
        "generate_series({{ first }}, {{ last }})",
        "generate_series({{ first }}, {{ last }} + 1)",
        "macros_on_inline_values",
    ),
    Break(
        "macros/printed_decimals.sql",
        "length({{ column }}) - position('.' in {{ column }})",
        "length({{ column }})",
        "macros_on_inline_values",
    ),
    Break(
        "macros/exact_numbers.sql",
        "{{ as_decimal(expression, 15) }}",
        "cast({{ expression }} as double)",
        "macros_on_inline_values",
    ),
    # analyses of industries, entrepreneurship and the smart city
    Break(
        f"{ANALYSIS}/int_industry_scores.sql",
        "and nodes.industry_code is not null",
        "",
        "an_industry_score_has_its_part_in_the_network",
    ),
    Break(
        f"{ANALYSIS}/int_smart_city_scores.sql",
        "or parents.pillar_code = 'smart_city'",
        "",
        "the_smart_city_is_its_pillar_and_what_lies_right_below",
    ),
    Break(
        f"{ANALYSIS_MARTS}/industry_regional_profiles.sql",
        "then leader_score / region_mean end",
        "then leader_score / national_mean end",
        "a_region_stands_beside_the_nation",
    ),
    Break(
        f"{ANALYSIS_MARTS}/industry_regional_profiles.sql",
        "partition by period_code, unit_level, region\n                        order by case",
        "partition by period_code, unit_level\n                        order by case",
        "a_region_stands_beside_the_nation",
    ),
    Break(
        f"{ANALYSIS_MARTS}/industry_network_nodes.sql",
        "network_role in ('head', 'core')",
        "network_role = 'core'",
        "a_node_says_whether_its_region_has_a_hub",
    ),
    Break(
        f"{ANALYSIS_MARTS}/industry_network_edges.sql",
        "core_pairs.distance_km > from_end.distance_km",
        "core_pairs.distance_km > 2 * from_end.distance_km",
        "cores_hang_together_and_nodes_hang_on_hubs",
    ),
    Break(
        f"{ANALYSIS_MARTS}/industry_network_edges.sql",
        "case when from_role = 'node' and not is_within_region then 1 else 0 end asc,",
        "",
        "cores_hang_together_and_nodes_hang_on_hubs",
    ),
    Break(
        f"{ANALYSIS_MARTS}/entrepreneurship_profiles.sql",
        "/ nullif(with_shares.national_field_share, 0)",
        "/ nullif(with_shares.field_share, 0)",
        "a_place_is_given_to_a_field",
    ),
    Break(
        f"{ANALYSIS_MARTS}/entrepreneurship_profiles.sql",
        "(partition by period_code, unit_level, app_field_code)",
        "(partition by period_code, app_field_code)",
        "a_place_is_given_to_a_field",
    ),
    Break(
        f"{ANALYSIS_MARTS}/entrepreneurship_concentration.sql",
        "order by app_place",
        "order by area_code",
        "shares_are_added_up_from_the_largest",
    ),
    Break(
        f"{ANALYSIS_MARTS}/entrepreneurship_concentration.sql",
        "    where leaf_values.is_unit\n",
        "",
        "shares_are_added_up_from_the_largest",
    ),
    Break(
        f"{ANALYSIS_MARTS}/smart_city_dimensions.sql",
        "            and leaders.place = 1",
        "            and leaders.place = 2",
        "a_dimension_has_its_leader",
    ),
    Break(
        f"{ANALYSIS_MARTS}/smart_city_zones.sql",
        "zone_sums.score_sum / zone_sums.unit_count",
        "zone_sums.score_sum / national_scores.national_unit_count",
        "a_zone_has_its_part_of_the_nation",
    ),
    Break(
        f"{ANALYSIS_MARTS}/smart_city_zones.sql",
        "when national_scores.lowest_score >= 0 and national_scores.national_sum > 0",
        "when national_scores.national_sum > 0",
        "a_zone_has_its_part_of_the_nation",
    ),
    Break(
        f"{ANALYSIS_MARTS}/service_usage_profile.sql",
        "cast(offer_count as double) / area_count",
        "cast(offer_count as double) / service_count",
        "services_are_grouped_in_four_ways",
    ),
    Break(
        f"{ANALYSIS_MARTS}/service_usage_profile.sql",
        "service_users < users_cut_line and return_rate >= return_rate_cut_line then 2",
        "service_users < users_cut_line and return_rate > return_rate_cut_line then 2",
        "services_are_grouped_in_four_ways",
    ),
    Break(
        f"{ANALYSIS_MARTS}/service_users_by_province.sql",
        "            and user_periods.period_end >= statistic_periods.period_end\n",
        "",
        "users_stand_beside_internet_users",
    ),
    Break(
        f"{ANALYSIS_MARTS}/service_users_by_province.sql",
        "            when internet_users.value is not null then",
        "            when true then",
        "users_stand_beside_internet_users",
    ),
    Break(
        f"{ANALYSIS_MARTS}/service_field_leaders.sql",
        "partition by period_code, field_code, unit_level, is_unit",
        "partition by period_code, field_code, unit_level",
        "the_leaders_of_a_field_are_units",
    ),
    # concentration, economy, infrastructure
    Break(
        f"{ANALYSIS}/int_analysis_scores.sql",
        "\n            and area_levels.depth = 0",
        "",
        "analyses_read_the_headline_nodes_under_the_default_scheme",
    ),
    Break(
        f"{ANALYSIS_MARTS}/concentration_curve.sql",
        "and current row",
        "and unbounded following",
        "a_lorenz_curve_adds_up_from_the_first_place",
    ),
    Break(
        f"{ANALYSIS_MARTS}/concentration_measures.sql",
        "units + 1 - 2 * place",
        "units - 2 * place",
        "gini_herfindahl_and_leading_shares_by_hand",
    ),
    Break(
        f"{ANALYSIS_MARTS}/concentration_measures.sql",
        "total_share * total_share as squared_share",
        "total_share as squared_share",
        "gini_herfindahl_and_leading_shares_by_hand",
    ),
    Break(
        f"{ANALYSIS}/int_group_shares.sql",
        "* all_units / units",
        "/ units",
        "groups_have_a_share_and_a_multiple_of_the_mean",
    ),
    Break(
        f"{ANALYSIS_MARTS}/province_groups.sql",
        "\n            and not normalised_values.is_unit",
        "",
        "provinces_stand_in_groups_and_what_no_province_has_beside_them",
    ),
    Break(
        f"{ANALYSIS_MARTS}/province_groups.sql",
        "analysis_scores.place <= ",
        "analysis_scores.place < ",
        "provinces_stand_in_groups_and_what_no_province_has_beside_them",
    ),
    Break(
        f"{ANALYSIS}/int_statistic_shares.sql",
        "order by statistic_periods.period_end desc",
        "order by statistic_periods.period_end asc",
        "statistics_are_the_latest_ones_of_no_later_time",
    ),
    Break(
        f"{ANALYSIS_MARTS}/economy_ratios.sql",
        "score_share / nullif(value_share, 0)",
        "value_share / nullif(score_share, 0)",
        "a_location_quotient_is_a_ratio_of_shares",
    ),
    Break(
        f"{ANALYSIS_MARTS}/traditional_indicators.sql",
        "statistic_shares.statistic_rank - analysis_scores.rank",
        "analysis_scores.rank - statistic_shares.statistic_rank",
        "an_industry_is_ahead_of_its_traditional_indicator",
    ),
    Break(
        f"{ANALYSIS_MARTS}/dark_horses.sql",
        "leads.smallest_lead > ",
        "leads.smallest_lead >= ",
        "a_dark_horse_is_ahead_in_every_comparison",
    ),
    Break(
        f"{ANALYSIS_MARTS}/dark_horses.sql",
        "\n            and pillars.pillars_of_unit = pillars_of_index.pillar_count",
        "",
        "a_dark_horse_is_ahead_in_every_comparison",
    ),
    Break(
        f"{ANALYSIS}/int_infrastructure_bases.sql",
        "technology_market_ratio >= ",
        "technology_market_ratio > ",
        "the_two_bases_stand_side_by_side",
    ),
    Break(
        f"{ANALYSIS}/int_correlations.sql",
        "pairs.score_value - means.score_mean",
        "pairs.score_value",
        "a_correlation_by_hand",
    ),
    Break(
        f"{ANALYSIS}/int_correlations.sql",
        "'not is_leading'",
        "'true'",
        "a_correlation_by_hand",
    ),
    Break(
        f"{ANALYSIS_MARTS}/share_growth.sql",
        "total_share / nullif(share_before, 0) - 1",
        "total_share / nullif(share_before, 0)",
        "shares_grow_against_the_period_before",
    ),
    Break(
        f"{ANALYSIS}/int_regressions.sql",
        "total_sums_of_squares.response_scale / scales.scale_value as coefficient",
        "scales.scale_value / total_sums_of_squares.response_scale as coefficient",
        "a_regression_by_hand",
    ),
    Break(
        "macros/least_squares.sql",
        "cell > 1e-10 * unswept_cell",
        "cell > 0.9 * unswept_cell",
        "a_regression_by_hand",
    ),
    Break(
        f"{ANALYSIS}/int_p_values.sql",
        "where degrees_of_freedom > 0",
        "where coalesce(degrees_of_freedom, 1) > 0",
        "a_test_with_a_value_and_degrees_of_freedom_has_a_p_value",
    ),
    Break(
        f"{ANALYSIS}/int_p_values.sql",
        "where degrees_of_freedom > 0",
        "where degrees_of_freedom > 1",
        "a_test_with_a_value_and_degrees_of_freedom_has_a_p_value",
    ),
    Break(
        f"{ANALYSIS}/int_p_values.sql",
        "unit_count - 2",
        "unit_count",
        "a_test_with_a_value_and_degrees_of_freedom_has_a_p_value",
    ),
    Break(
        f"{ANALYSIS}/int_p_values.sql",
        "cast(null as double) as degrees_of_freedom",
        "cast(1 as double) as degrees_of_freedom",
        "a_test_with_a_value_and_degrees_of_freedom_has_a_p_value",
    ),
    Break(
        "macros/two_sided_p_values.sql",
        "where test_value is not null",
        "where true",
        "a_test_with_a_value_and_degrees_of_freedom_has_a_p_value",
    ),
    Break(
        "macros/two_sided_p_values.sql",
        "then abs(test_value)",
        "then test_value",
        "p_values_of_known_tests",
    ),
    Break(
        "macros/two_sided_p_values.sql",
        "when abs(test_value) > 1e100 then 1e100",
        "when abs(test_value) > 1e100 then 1",
        "p_values_of_known_tests",
    ),
    Break(
        "macros/two_sided_p_values.sql",
        "-begins_at * begins_at / 2",
        "-begins_at * begins_at",
        "p_values_of_known_tests",
    ),
    Break(
        "macros/two_sided_p_values.sql",
        "-(degrees_of_freedom + 1) / 2 * ln(1 + begins_at",
        "-degrees_of_freedom / 2 * ln(1 + begins_at",
        "p_values_of_known_tests",
    ),
    Break(
        "macros/two_sided_p_values.sql",
        "                -(degrees_of_freedom + 1) / 2\n",
        "                -degrees_of_freedom / 2\n",
        "p_values_of_known_tests",
    ),
    Break(
        "macros/two_sided_p_values.sql",
        "sqrt((degrees_of_freedom + begins_at * begins_at) / (degrees_of_freedom + 1))",
        "1",
        "p_values_of_known_tests",
    ),
    Break(
        "macros/two_sided_p_values.sql",
        "* (exp(place) + exp(-place))",
        "* exp(place)",
        "p_values_of_known_tests",
    ),
    Break(
        "macros/two_sided_p_values.sql",
        "-further_on * (2 * begins_at + further_on) / 2",
        "-further_on * further_on / 2",
        "p_values_of_known_tests",
    ),
    Break(
        "macros/two_sided_p_values.sql",
        "whole_numbers(-72, 72)",
        "whole_numbers(-60, 60)",
        "p_values_of_known_tests",
    ),
    Break(
        "macros/two_sided_p_values.sql",
        "cast(number as double) / 20",
        "cast(number as double) / 10",
        "p_values_of_known_tests",
    ),
    Break(
        "macros/two_sided_p_values.sql",
        "* parts_with_width.width * sums_of_heights.height_sum",
        "* sums_of_heights.height_sum",
        "p_values_of_known_tests",
    ),
    # beyond the report
    Break(
        f"{ANALYSIS}/int_default_scores.sql",
        "    where area_levels.depth = 0\n",
        "",
        "a_default_score_has_its_rank_among_all",
    ),
    Break(
        f"{ANALYSIS_MARTS}/score_intensity.sql",
        "periods.period_end >= earlier_periods.period_end",
        "periods.period_end <= earlier_periods.period_end",
        "an_intensity_is_share_over_share",
    ),
    Break(
        f"{ANALYSIS_MARTS}/score_intensity.sql",
        "where is_compared",
        "where true",
        "an_intensity_is_share_over_share",
    ),
    Break(
        f"{ANALYSIS_MARTS}/unit_peers.sql",
        "cast(indicators.score as double) / compared_units.total as part",
        "cast(indicators.score as double) as part",
        "a_peer_has_a_similar_profile_whatever_its_size",
    ),
    Break(
        f"{ANALYSIS_MARTS}/unit_peers.sql",
        "pairs.peer_place asc",
        "pairs.peer_place desc",
        "a_peer_has_a_similar_profile_whatever_its_size",
    ),
    Break(
        f"{ANALYSIS_MARTS}/strengths_and_weaknesses.sql",
        "totals.rank - default_scores.rank as rank_lead",
        "default_scores.rank - totals.rank as rank_lead",
        "a_strength_stands_higher_than_the_index",
    ),
    Break(
        f"{ANALYSIS_MARTS}/strengths_and_weaknesses.sql",
        "                strengths.is_strength asc,\n",
        "",
        "a_strength_stands_higher_than_the_index",
    ),
    Break(
        f"{ANALYSIS_MARTS}/rank_change_contributions.sql",
        "coalesce(leaf_changes.previous_contribution, 0)",
        "leaf_changes.previous_contribution",
        "a_change_of_a_score_is_split_into_its_leaves",
    ),
    Break(
        f"{ANALYSIS_MARTS}/rank_change_contributions.sql",
        "            and later_score_changes.scheme_code = contributions.scheme_code\n",
        "",
        "leaf_changes_add_up_to_score_changes",
    ),
    Break(
        f"{ANALYSIS}/int_convergence.sql",
        "earlier_deviation * (later_deviation - earlier_deviation)",
        "earlier_deviation * later_deviation",
        "convergence_by_hand",
    ),
    Break(
        f"{ANALYSIS}/int_convergence.sql",
        "-ln(1 + judged.slope) / judged.years",
        "-judged.slope / judged.years",
        "convergence_by_hand",
    ),
    Break(
        f"{ANALYSIS}/int_area_distances.sql",
        "cos(located.latitude) * cos(neighbours.latitude)",
        "1",
        "distances_follow_the_sphere",
    ),
    Break(
        f"{ANALYSIS}/int_spatial_autocorrelation.sql",
        "pairs.nearness / neighbour_sums.nearness as weight_back",
        "pairs.nearness / row_sums.nearness as weight_back",
        "moran_by_hand",
    ),
    Break(
        f"{ANALYSIS}/int_spatial_autocorrelation.sql",
        "(moments.moran_i - moments.expected_i) / sqrt",
        "moments.moran_i / sqrt",
        "moran_by_hand",
    ),
    Break(
        "macros/exact_numbers.sql",
        "{{ as_decimal(expression, 24) }}",
        "cast({{ expression }} as double)",
        "macros_on_inline_values",
    ),
    # macros that engines read differently
    Break(
        "macros/number_as_text.sql",
        "[.]?0+$",
        "0+$",
        "macros_on_inline_values",
    ),
    # the audit of the analyses
    Break(
        f"{AUDIT}/int_analysis_statements.sql",
        "followers.apps_together < followers.leader_apps",
        "followers.apps_together > followers.leader_apps",
        "statements_follow_from_the_analyses",
    ),
    Break(
        f"{AUDIT}/int_analysis_statements.sql",
        "when economy_correlations.p_value <= 0.05 then 95",
        "when economy_correlations.p_value <= 0.01 then 95",
        "statements_follow_from_the_analyses",
    ),
    # how sure a rank is
    Break(
        f"{ROBUSTNESS}/int_ranked_units.sql",
        "period_end desc",
        "period_end asc",
        "units_are_placed_and_judged",
    ),
    Break(
        f"{ROBUSTNESS}/int_ranked_units.sql",
        "where analysis_roles.role_code = 'uncertain_node'",
        "where analysis_roles.role_code = 'market_base'",
        "units_are_placed_and_judged",
    ),
    Break(
        f"{ROBUSTNESS}/int_runs.sql",
        "in ('B', counted_factors.factor_code)",
        "= 'B'",
        "runs_and_their_choices_by_hand",
    ),
    Break(
        f"{ROBUSTNESS}/int_runs.sql",
        "< choices.probability_so_far",
        "< 1",
        "runs_and_their_choices_by_hand",
    ),
    Break(
        f"{ROBUSTNESS}/int_runs.sql",
        "leaves.leaf_number = 1 + cast(",
        "leaves.leaf_number = cast(",
        "runs_and_their_choices_by_hand",
    ),
    Break(
        f"{ROBUSTNESS}/int_weight_draws.sql",
        "weight * (1 - {{ var('weight_uncertainty') }} + ",
        "weight * (1 + ",
        "drawn_weights_by_hand",
    ),
    Break(
        f"{ROBUSTNESS}/int_weight_draws.sql",
        "then -ln(1 - uniform)",
        "then uniform",
        "drawn_weights_by_hand",
    ),
    Break(
        f"{ROBUSTNESS}/int_weight_draws.sql",
        "count(*) = count(scored_nodes.node_code)",
        "count(scored_nodes.node_code) > 0",
        "drawn_weights_by_hand",
    ),
    Break(
        f"{ROBUSTNESS}/int_weight_draws.sql",
        "list(cast(coalesce(counted_seats.seats, 0) as double)",
        "list(cast(1 as double)",
        "drawn_weights_by_hand",
    ),
    Break(
        f"{ROBUSTNESS}/int_numbered_edges.sql",
        "    where is_default\n",
        "",
        "edges_are_numbered_by_hand",
    ),
    Break(
        f"{ROBUSTNESS}/int_weight_lists.sql",
        "count(*) = count(expert_weights.weight)",
        "count(expert_weights.weight) > 0",
        "lists_of_weights_by_hand",
    ),
    Break(
        f"{ROBUSTNESS}/int_run_weights.sql",
        " - coalesce(left_out_weights.weight, 0)",
        "",
        "weights_of_the_leaves_by_hand",
    ),
    Break(
        f"{ROBUSTNESS}/int_run_weights.sql",
        "not coalesce(list_contains",
        "coalesce(true or list_contains",
        "weights_of_the_leaves_by_hand",
    ),
    Break(
        f"{ROBUSTNESS}/int_run_weights.sql",
        "else pair[1] / sibling_sums[pair[2]] end",
        "else pair[1] end",
        "weights_of_the_leaves_by_hand",
    ),
    Break(
        f"{ROBUSTNESS}/int_run_weights.sql",
        "lambda ways: list_sum(",
        "lambda ways: list_max(",
        "weights_of_the_leaves_by_hand",
    ),
    Break(
        f"{ROBUSTNESS}/int_run_weights.sql",
        "when needed.weighting_choice = 'as_stated' then",
        "when false then",
        "weights_of_the_leaves_by_hand",
    ),
    Break(
        f"{ROBUSTNESS}/int_run_weights.sql",
        "        and weighed.node_code != gaps.left_out_node_code\n",
        "",
        "weights_of_the_leaves_by_hand",
    ),
    Break(
        f"{ROBUSTNESS}/int_variant_lists.sql",
        "case when count(*) > 1 then nodes.aggregation end",
        "nodes.aggregation",
        "lists_of_values_by_hand",
    ),
    Break(
        f"{ROBUSTNESS}/int_variant_lists.sql",
        "lowest_of_all >= 0",
        "lowest_of_all > 0",
        "lists_of_values_by_hand",
    ),
    Break(
        f"{ROBUSTNESS}/int_variant_lists.sql",
        "case when leaf_value = 0 then 1e0 else 0e0 end",
        "0e0",
        "lists_of_values_by_hand",
    ),
    Break(
        f"{ROBUSTNESS}/int_simulated_scores.sql",
        "run_weights.data_scope in ('all', ",
        "run_weights.data_scope in (run_weights.data_scope, ",
        "scores_of_a_run_by_hand",
    ),
    Break(
        f"{ROBUSTNESS}/int_simulated_scores.sql",
        "else round(exact_score, 13 - cast(floor(log10(abs(exact_score))) as integer))",
        "else exact_score",
        "scores_of_a_run_by_hand",
    ),
    Break(
        f"{ROBUSTNESS}/int_simulated_scores.sql",
        "list_dot_product(variant_lists.zeros, run_weights.weights) > 0",
        "list_max(variant_lists.zeros) > 0",
        "scores_of_a_run_by_hand",
    ),
    Break(
        f"{ROBUSTNESS}/int_simulated_ranks.sql",
        "drawn.score > drawn.next_score",
        "drawn.score >= drawn.next_score",
        "simulated_ranks_by_hand",
    ),
    Break(
        f"{ROBUSTNESS}/int_simulated_ranks.sql",
        "drawn.place + 1 = drawn.next_place",
        "drawn.next_place is not null",
        "simulated_ranks_by_hand",
    ),
    Break(
        f"{ROBUSTNESS}/int_sensitivity_outputs.sql",
        "abs(ranked.simulated_rank - ranked_units.rank)",
        "ranked.simulated_rank - ranked_units.rank",
        "outputs_of_a_sensitivity_by_hand",
    ),
    Break(
        f"{ROBUSTNESS}/int_sensitivity_outputs.sql",
        "outputs.output as output_mixed",
        "first_samples.output as output_mixed",
        "outputs_of_a_sensitivity_by_hand",
    ),
    Break(
        f"{ROBUSTNESS_MARTS}/rank_intervals.sql",
        "draws_so_far >= 5 *",
        "draws_so_far > 5 *",
        "quantiles_and_probabilities_by_hand",
    ),
    Break(
        f"{ROBUSTNESS_MARTS}/rank_intervals.sql",
        "// 2 * 2 }} - judged.all_draws",
        "}} - judged.all_draws",
        "quantiles_and_probabilities_by_hand",
    ),
    Break(
        f"{ROBUSTNESS_MARTS}/rank_neighbours.sql",
        "ahead.draws_ahead >= {{",
        "ahead.draws_ahead > {{",
        "neighbours_by_hand",
    ),
    Break(
        f"{ROBUSTNESS_MARTS}/rank_neighbours.sql",
        "sum(draws_compared) as draws",
        "sum(draws) as draws",
        "neighbours_by_hand",
    ),
    Break(
        f"{ROBUSTNESS_MARTS}/rank_probabilities.sql",
        "                simulated_ranks.analysis_code,\n                simulated_ranks.ranking_number",
        "                simulated_ranks.ranking_number",
        "probabilities_by_hand",
    ),
    Break(
        f"{ROBUSTNESS_MARTS}/scenario_ranks.sql",
        "scored_scenarios.run_number is null then 'not computed'",
        "false then 'not computed'",
        "scenarios_by_hand",
    ),
    Break(
        f"{ROBUSTNESS_MARTS}/scenario_ranks.sql",
        "judged.simulated_rank - judged.rank as rank_shift",
        "judged.rank - judged.simulated_rank as rank_shift",
        "scenarios_by_hand",
    ),
    Break(
        f"{ROBUSTNESS_MARTS}/rank_shifts.sql",
        " + tied.common_tied_pairs",
        "",
        "shifts_and_correlations_by_hand",
    ),
    Break(
        f"{ROBUSTNESS_MARTS}/rank_shifts.sql",
        "first_units.rank > next_units.rank",
        "first_units.rank >= next_units.rank",
        "shifts_and_correlations_by_hand",
    ),
    Break(
        f"{ROBUSTNESS_MARTS}/rank_shifts.sql",
        ") + scenario_ties as",
        ") + 1 as",
        "shifts_and_correlations_by_hand",
    ),
    Break(
        f"{ROBUSTNESS_MARTS}/sensitivity_indices.sql",
        "/ (2 * output_lists.draws - 1) as variance",
        "/ (2 * output_lists.draws) as variance",
        "sensitivity_by_hand",
    ),
    Break(
        f"{ROBUSTNESS_MARTS}/sensitivity_indices.sql",
        "(sensitivity_outputs.output_b - centers.center)\n            *",
        "sensitivity_outputs.output_b\n            *",
        "sensitivity_by_hand",
    ),
    Break(
        f"{ROBUSTNESS_MARTS}/sensitivity_indices.sql",
        "/ (2 * output_lists.draws) as total_part",
        "/ output_lists.draws as total_part",
        "sensitivity_by_hand",
    ),
    Break(
        f"{ROBUSTNESS_MARTS}/sensitivity_indices.sql",
        "count(*) as times",
        "1 as times",
        "sensitivity_by_hand",
    ),
    # coherence
    Break(
        f"{COHERENCE}/int_node_deviations.sql",
        "nullif(count(score), 0)",
        "nullif(count(*), 0)",
        "a_deviation_is_a_part_of_the_largest_one",
    ),
    Break(
        f"{COHERENCE}/int_group_values.sql",
        "max(largest_deviation)",
        "min(largest_deviation)",
        "siblings_share_a_scale_and_their_units",
    ),
    Break(
        f"{COHERENCE_MARTS}/indicator_statistics.sql",
        "sqrt(size * (size - 1)) / (size - 2) * ",
        "",
        "a_distribution_has_moments_and_outliers",
    ),
    Break(
        f"{COHERENCE_MARTS}/indicator_statistics.sql",
        "3 * power(size - 1, 2)",
        "3 * power(size, 2)",
        "a_distribution_has_moments_and_outliers",
    ),
    Break(
        f"{COHERENCE_MARTS}/indicator_statistics.sql",
        "abs(skewness)",
        "skewness",
        "skewness_and_kurtosis_together_ask_for_treatment",
    ),
    Break(
        f"{COHERENCE_MARTS}/indicator_correlations.sql",
        "sqrt(first_variation * second_variation)",
        "first_variation",
        "a_deviation_of_those_that_have_both",
    ),
    Break(
        f"{COHERENCE_MARTS}/indicator_correlations.sql",
        " - sums.first_sum * sums.second_sum / sums.observation_count",
        "",
        "a_deviation_of_those_that_have_both",
    ),
    Break(
        f"{COHERENCE_MARTS}/indicator_correlations.sql",
        "and first_children.node_code < second_children",
        "and first_children.node_code <> second_children",
        "siblings_parents_and_roots_are_correlated",
    ),
    Break(
        f"{COHERENCE_MARTS}/effective_importance.sql",
        "    where status = 'computed'\n",
        "",
        "a_weight_says_one_thing_and_does_another",
    ),
    Break(
        f"{COHERENCE_MARTS}/effective_importance.sql",
        "correlations.pearson_r * correlations.pearson_r",
        "abs(correlations.pearson_r)",
        "a_weight_says_one_thing_and_does_another",
    ),
    Break(
        f"{COHERENCE_MARTS}/internal_consistency.sql",
        "/ (child_count - 1)",
        "/ child_count",
        "alpha_compares_the_children_with_their_sum",
    ),
    Break(
        f"{COHERENCE_MARTS}/internal_consistency.sql",
        "    where is_complete\n",
        "",
        "alpha_compares_the_children_with_their_sum",
    ),
    Break(
        f"{COHERENCE_MARTS}/principal_components.sql",
        "eigenvalue / child_count",
        "eigenvalue",
        "a_group_without_components_keeps_its_children",
    ),
    # values and weights under scenarios
    Break(
        f"{ROBUSTNESS}/int_treated_values.sql",
        "or kurtosis <= ",
        "and kurtosis <= ",
        "outliers_are_treated_by_hand",
    ),
    Break(
        f"{ROBUSTNESS}/int_treated_values.sql",
        "lambda val: power(val - mean_distance, 3))) >= 0",
        "lambda val: power(val - mean_distance, 2))) >= 0",
        "outliers_are_treated_by_hand",
    ),
    Break(
        f"{ROBUSTNESS}/int_value_variants.sql",
        "when is_as_in_index then normalised_value",
        "when is_as_in_index then series_value",
        "values_as_stated_are_those_of_the_index",
    ),
    Break(
        f"{ROBUSTNESS}/int_value_variants.sql",
        "variants.normalisation_choice = 'as_stated' and goalposts.has_high",
        "variants.normalisation_choice = 'min_max' and goalposts.has_high",
        "treated_values_keep_what_is_given_by_hand",
    ),
    Break(
        f"{ROBUSTNESS}/int_value_variants.sql",
        "and measures.direction = 'more_is_better' as fills_gaps",
        "as fills_gaps",
        "missing_values_count_otherwise_by_hand",
    ),
    Break(
        f"{ROBUSTNESS}/int_value_variants.sql",
        "order by series_value asc nulls last",
        "order by series_value desc nulls last",
        "values_are_normalised_anew_by_hand",
    ),
    Break(
        f"{ROBUSTNESS}/int_data_weights.sql",
        " / ln(unit_count) as divergence",
        " as divergence",
        "data_weigh_children_by_hand",
    ),
    Break(
        f"{ROBUSTNESS}/int_data_weights.sql",
        "varying_children.varying_count - correlation_sums",
        "1 + correlation_sums",
        "data_weigh_children_by_hand",
    ),
    Break(
        f"{COHERENCE_MARTS}/outlier_treatment.sql",
        "abs(treated_skewness) > ",
        "abs(skewness) < ",
        "a_treatment_is_told_leaf_by_leaf",
    ),
    # weights at which neighbours swap
    Break(
        f"{ROBUSTNESS_MARTS}/weight_swaps.sql",
        "then child_score / present_weight",
        "then child_score",
        "weights_at_which_neighbours_swap",
    ),
    Break(
        f"{ROBUSTNESS_MARTS}/weight_swaps.sql",
        "weight + (1 - weight) * score_lead / nullif(half, 0)",
        "weight + score_lead / nullif(half, 0)",
        "weights_at_which_neighbours_swap",
    ),
    Break(
        f"{ROBUSTNESS_MARTS}/weight_swaps.sql",
        "abs(weight_change) asc nulls last",
        "abs(weight_change) desc nulls last",
        "weights_at_which_neighbours_swap",
    ),
]


def copy_macros_alone(folder: Path) -> Dbt:
    """A project of the macros, the contract and the tests that try them on values of their own.

    In the whole project a macro that changes has dbt read nearly all models again, which takes longer than all else.
    """
    shutil.copytree(PROJECT / "macros", folder / "macros")
    (folder / SINGULAR).mkdir(parents=True)
    for test in (PROJECT / SINGULAR).glob("*.sql"):
        if "ref(" not in test.read_text(encoding="utf-8"):
            shutil.copy(test, folder / SINGULAR)
    shutil.copytree(PROJECT / "tests" / "generic", folder / "tests" / "generic")
    for file in (PROJECT / CONTRACT, *(PROJECT / "models").rglob("*.md")):
        copy = folder / file.relative_to(PROJECT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(file, copy)
    settings = yaml.safe_load((PROJECT / "dbt_project.yml").read_text(encoding="utf-8"))
    for of_models in ("models", "seeds", "exposures", "on-run-start", "on-run-end"):
        del settings[of_models]
    (folder / "dbt_project.yml").write_text(yaml.safe_dump(settings), encoding="utf-8")
    shutil.copy(PROJECT / "profiles.yml", folder)
    return Dbt(folder, project=folder)


class BrokenProject:
    """A copy of the project to break, beside a copy of the warehouse that is whole."""

    def __init__(self, folder: Path, embedded: Build) -> None:
        """Copy the project and share out the breaks that unit tests guard."""
        for part in ("models", "macros", "seeds", "tests", "analyses", "raw"):
            shutil.copytree(PROJECT / part, folder / part, ignore=shutil.ignore_patterns("python"))
        for part in ("dbt_project.yml", "profiles.yml"):
            shutil.copy(PROJECT / part, folder / part)
        self.dbt = Dbt(folder, project=folder)
        self.macros_alone = copy_macros_alone(folder / "macros_alone")
        self.embedded = embedded
        self.rounds = rounds([each for each in BREAKS if each.guard in embedded.unit_tests and self.is_there(each)])
        self.found: dict[Break, tuple[str | None, str]] = {}

    def is_there(self, broken: Break) -> bool:
        """Whether the piece to break stands in its file."""
        return broken.old in (self.dbt.project / broken.file).read_text(encoding="utf-8")

    def with_breaks(self, dbt: Dbt, breaks: list[Break], *command: str) -> Build:
        """Break the rules, run dbt, put the rules back."""
        files = [dbt.project / broken.file for broken in breaks]
        whole = [file.read_text(encoding="utf-8") for file in files]
        if dbt is self.dbt:
            shutil.copy(self.embedded.warehouse, dbt.warehouse)
        try:
            for broken, file, text in zip(breaks, files, whole, strict=True):
                file.write_text(text.replace(broken.old, broken.new), encoding="utf-8")
            return dbt(*command, "--no-write-json", "--no-populate-cache")
        finally:
            for file, text in zip(files, whole, strict=True):
                file.write_text(text, encoding="utf-8")

    def run_guard(self, broken: Break) -> tuple[str | None, str]:
        """What the guard says of the broken rule, and dbt's output."""
        if broken not in self.found:
            in_its_round = [each for each in self.rounds if broken in each]
            in_macro = broken.file.startswith("macros/")
            if in_its_round:
                breaks = in_its_round[0]
                build = self.with_breaks(self.dbt, breaks, "test", "--select", *(each.guard for each in breaks))
            elif in_macro and (self.macros_alone.project / SINGULAR / f"{broken.guard}.sql").exists():
                breaks = [broken]
                build = self.with_breaks(self.macros_alone, breaks, "test", "--select", broken.guard)
            else:
                # what lies between the broken file and its guard: the rest of the warehouse is whole
                breaks = [broken]
                between = f"1+{broken.guard}" if in_macro else f"{Path(broken.file).stem}+,+{broken.guard}"
                build = self.with_breaks(self.dbt, breaks, "build", "--select", between, "--exclude", "test_type:unit")
            for each in breaks:
                self.found[each] = (build.status.get(each.guard), build.output)
        return self.found[broken]


def rounds(breaks: list[Break]) -> list[list[Break]]:
    """Breaks that can be made at once: a unit test sees nothing but its own model, so one of each file and guard.

    One call of dbt for each break would take ten times as long. A macro is in many models and gets a round of its own.
    """
    shared: list[list[Break]] = []
    for broken in breaks:
        for others in shared:
            alone = any(each.file.startswith("macros/") for each in (broken, *others))
            if not alone and all(broken.file != each.file and broken.guard != each.guard for each in others):
                others.append(broken)
                break
        else:
            shared.append([broken])
    return shared


@pytest.fixture(scope="module")
def broken_project(tmp_path_factory: pytest.TempPathFactory, embedded: Build) -> BrokenProject:
    """The copy that all tests of this module break, one after the other."""
    assert embedded.success
    return BrokenProject(tmp_path_factory.mktemp("broken"), embedded)


@pytest.mark.parametrize("broken", BREAKS, ids=lambda broken: broken.name)
def test_a_broken_rule_turns_its_guard_red(broken_project: BrokenProject, broken: Break) -> None:
    """The guard is green on the whole project and red on the broken one."""
    assert broken_project.embedded.status.get(broken.guard) == "pass", "there is no such test any more"
    assert broken_project.is_there(broken), "the piece to break is not there any more"
    status, output = broken_project.run_guard(broken)
    assert status == "fail", output
