with

leaves as (
    select * from dim_node
    where is_leaf
),

dim_measure as (select * from dim_measure),

named as (
    select
        leaves.index_code,
        leaves.node_code,
        leaves.parent_node_code,
        leaves.name_zh,
        leaves.name_en,
        dim_measure.unit,
        dim_measure.direction,
        dim_measure.rollup
    from leaves
    left join dim_measure on leaves.measure_code = dim_measure.measure_code
    order by leaves.index_code, leaves.path
)

select * from named
