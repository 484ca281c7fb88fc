-- The cities that stand in all four sub-index lists, with the four scores and the printed
-- total: the material for finding out which weights were used.
with shares as (

    select * from {{ ref('fct_shares') }}

),

nodes as (

    select * from {{ ref('stg_methodology__nodes') }}

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
        shares.area_code,
        nodes.pillar_code,
        shares.normalised_value as score,
        count(*) filter (where shares.value_status = 'recorded') over (partition by shares.area_code) as recorded_count,
        count(*) over (partition by shares.area_code) as leaf_count
    from shares
    inner join nodes on shares.node_code = nodes.node_code
    where
        shares.index_code = 'report_2016_published'
        and shares.unit_level = 'city'

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
