{#
  Competition ranks of the unrounded scores, best first, for a model that has the common table expressions `scores` and
  `area_ancestors`. Each unit is ranked within every area that it lies in in the period: all cities of the nation, the
  cities of its province, all provinces. Equal scores share a rank.
#}
{% macro ranks_in_all_lists() -%}
    select
        scores.index_code,
        scores.scheme_code,
        scores.period_code,
        scores.unit_level,
        scores.area_code,
        scores.node_code,
        area_ancestors.ancestor_area_code as list_area_code,
        area_ancestors.ancestor_area_level as list_area_level,
        scores.origin,
        scores.score,
        cast(rank() over (
            partition by
                scores.scheme_code,
                scores.period_code,
                scores.unit_level,
                scores.node_code,
                area_ancestors.ancestor_area_code
            order by scores.score desc
        ) as integer) as rank,
        cast(count(*) over (
            partition by
                scores.scheme_code,
                scores.period_code,
                scores.unit_level,
                scores.node_code,
                area_ancestors.ancestor_area_code
        ) as integer) as ranked_units
    from scores
    inner join area_ancestors
        on
            scores.period_code = area_ancestors.period_code
            and scores.area_code = area_ancestors.area_code
    where
        scores.score is not null
        and scores.area_code != area_ancestors.ancestor_area_code
{%- endmacro %}
