{#
  Competition ranks of the unrounded scores, best first, for a model that has the common table expressions `scores` and
  `unit_lists`. Each unit is ranked within every area that it lies in in the period: all cities of the nation, the cities
  of its province, all provinces. Equal scores share a rank.
#}
{% macro ranks_in_all_lists() -%}
    select
        scores.unit_number,
        scores.scheme_node_number,
        unit_lists.list_area_number,
        scores.score,
        cast(rank() over (
            partition by
                scores.scheme_node_number,
                unit_lists.period_level_number,
                unit_lists.list_area_number
            order by scores.score desc
        ) as integer) as rank,
        cast(count(*) over (
            partition by
                scores.scheme_node_number,
                unit_lists.period_level_number,
                unit_lists.list_area_number
        ) as integer) as ranked_units
    from scores
    inner join unit_lists on scores.unit_number = unit_lists.unit_number
    where scores.score is not null
{%- endmacro %}
