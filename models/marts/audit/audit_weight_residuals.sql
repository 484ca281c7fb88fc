-- What is left of each printed total when it is computed with each set of weights.
with weight_residuals as (

    select * from {{ ref('int_weight_residuals') }}

),

areas as (

    select * from {{ ref('dim_area') }}

),

residuals as (

    select
        weight_residuals.weights_used,
        weight_residuals.area_code,
        areas.name_zh as city_name_zh,
        areas.name_en as city_name_en,
        'published' as origin,
        weight_residuals.published_total,
        weight_residuals.recomputed_total,
        weight_residuals.residual,
        weight_residuals.agrees_to_printed_decimals
    from weight_residuals
    inner join areas on weight_residuals.area_code = areas.area_code

)

select
    weights_used,
    area_code,
    city_name_zh,
    city_name_en,
    origin,
    published_total,
    recomputed_total,
    residual,
    agrees_to_printed_decimals
from residuals
