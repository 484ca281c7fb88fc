{{ config(enabled=env_var('OWN_DATA', '') == '') }}

-- Down to the ground: the records behind the largest contributions to Guangdong's industry score. A leaf of a sector
-- counts the records of all its industries, and a province those of its cities and its own without a city.
with largest_contributions as (

    select
        leaf_node_code,
        weight,
        normalised_value,
        contribution
    from {{ ref('fct_contributions') }}
    where
        scheme_code = 'stated'
        and period_code = '2015'
        and unit_level = 'province'
        and area_code = '440000'
        and node_code = 'industry'
    order by contribution desc
    limit 3

)

select
    largest_contributions.leaf_node_code,
    largest_contributions.contribution,
    largest_contributions.weight,
    largest_contributions.normalised_value as share_percent,
    records.area_code,
    areas.name_en as area,
    records.industry_code,
    records.value,
    measures.unit,
    measures.origin
from largest_contributions
inner join {{ ref('dim_node') }} as nodes on largest_contributions.leaf_node_code = nodes.node_code
inner join {{ ref('dim_measure') }} as measures on nodes.measure_code = measures.measure_code
inner join {{ ref('stg_reference__industries') }} as industries
    on nodes.industry_code = industries.industry_code or nodes.industry_code = industries.sector_code
inner join {{ ref('int_measure_values') }} as records
    on
        nodes.measure_code = records.measure_code
        and industries.industry_code = records.industry_code
inner join {{ ref('dim_area') }} as areas on records.area_code = areas.area_code
inner join {{ ref('int_area_provinces') }} as area_provinces
    on
        records.period_code = area_provinces.period_code
        and records.area_code = area_provinces.area_code
        and area_provinces.province_code = '440000'
where records.period_code = '2015'
order by
    largest_contributions.contribution desc,
    records.value desc
