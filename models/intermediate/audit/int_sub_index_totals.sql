-- The cities that stand in all four sub-index lists, with the four scores and the printed
-- total: the material for finding out which weights were used.
with normalised_values as (

    select * from {{ ref('fct_normalised_values') }}

),

nodes as (

    select * from {{ ref('int_nodes') }}

),

listed_areas as (

    select * from {{ ref('int_listed_areas') }}

),

printed_totals as (

    select
        area_code,
        published_value as published_total,
        printed_decimals
    from listed_areas
    where list_code = 'total_appendix'

),

sub_indices as (

    select
        normalised_values.area_code,
        nodes.pillar_code,
        normalised_values.normalised_value as score,
        count(*) filter (where normalised_values.value_status = 'recorded') over (
            partition by normalised_values.area_code
        ) as recorded_count,
        count(*) over (partition by normalised_values.area_code) as leaf_count
    from normalised_values
    inner join nodes on normalised_values.node_code = nodes.node_code
    where
        normalised_values.index_code = 'report_2016_published'
        and normalised_values.unit_level = 'city'

),

sub_index_totals as (

    select
        sub_indices.area_code,
        sub_indices.pillar_code,
        sub_indices.score,
        printed_totals.published_total,
        printed_totals.printed_decimals
    from sub_indices
    inner join printed_totals on sub_indices.area_code = printed_totals.area_code
    where sub_indices.recorded_count = sub_indices.leaf_count

)

select * from sub_index_totals
