-- The nodes with what they inherit: a leaf takes from the root of its index what it leaves empty of normalisation,
-- missing rule and parameters, an inner node its mean. What a leaf's normalisation does not use is empty.
with nodes as (

    select * from {{ ref('stg_methodology__nodes') }}

),

filled as (

    select
        nodes.node_code,
        nodes.index_code,
        nodes.node_kind,
        nodes.name_zh,
        nodes.name_en,
        nodes.minimum_weight_present,
        nodes.pillar_code,
        nodes.measure_code,
        nodes.industry_code,
        coalesce(nodes.aggregation, roots.aggregation, 'arithmetic') as aggregation,
        coalesce(nodes.normalisation, roots.normalisation) as normalisation,
        coalesce(nodes.denominator, roots.denominator) as denominator,
        coalesce(nodes.missing_rule, roots.missing_rule) as missing_rule,
        coalesce(nodes.goalpost_low, roots.goalpost_low) as goalpost_low,
        coalesce(nodes.goalpost_high, roots.goalpost_high) as goalpost_high,
        coalesce(nodes.is_clipped, roots.is_clipped, true) as is_clipped,
        coalesce(nodes.reference, roots.reference) as reference,
        coalesce(nodes.reference_value, roots.reference_value) as reference_value,
        coalesce(nodes.reference_area_code, roots.reference_area_code) as reference_area_code,
        coalesce(nodes.scale_low, roots.scale_low, 0) as scale_low,
        coalesce(nodes.scale_high, roots.scale_high, 100) as scale_high
    from nodes
    left join nodes as roots on nodes.index_code = roots.node_code

),

inherited as (

    select
        node_code,
        index_code,
        node_kind,
        name_zh,
        name_en,
        minimum_weight_present,
        pillar_code,
        measure_code,
        industry_code,
        case when measure_code is null then aggregation end as aggregation,
        case when measure_code is not null then normalisation end as normalisation,
        case when measure_code is not null and normalisation = 'share_of_total' then denominator end as denominator,
        case when measure_code is not null then missing_rule end as missing_rule,
        case when measure_code is not null and normalisation = 'min_max' then goalpost_low end as goalpost_low,
        case when measure_code is not null and normalisation = 'min_max' then goalpost_high end as goalpost_high,
        case when measure_code is not null and normalisation = 'min_max' then is_clipped end as is_clipped,
        case when measure_code is not null and normalisation = 'distance_to_reference' then reference end as reference,
        case
            when measure_code is not null and normalisation = 'distance_to_reference' and reference = 'value'
                then reference_value
        end as reference_value,
        case
            when measure_code is not null and normalisation = 'distance_to_reference' and reference = 'area'
                then reference_area_code
        end as reference_area_code,
        case
            when measure_code is not null and normalisation in ('min_max', 'percentile_rank') then scale_low
        end as scale_low,
        case
            when measure_code is not null and normalisation in ('min_max', 'percentile_rank') then scale_high
        end as scale_high
    from filled

)

select * from inherited
