-- The variant with nothing chosen otherwise is the index itself, digit by digit, in every unit that is ranked.
with value_variants as (

    select * from {{ ref('int_value_variants') }}

),

normalised_values as (

    select * from {{ ref('fct_normalised_values') }}

),

ranked_units as (

    select * from {{ ref('int_ranked_units') }}

),

expected as (

    select
        normalised_values.period_code,
        normalised_values.unit_level,
        normalised_values.area_code,
        normalised_values.node_code,
        normalised_values.normalised_value
    from normalised_values
    inner join ranked_units
        on
            normalised_values.index_code = ranked_units.index_code
            and normalised_values.period_code = ranked_units.period_code
            and normalised_values.unit_level = ranked_units.unit_level
            and normalised_values.area_code = ranked_units.area_code
    where
        normalised_values.is_unit
        and ranked_units.score is not null
        and ranked_units.status != 'too many units'

),

as_stated as (

    select
        period_code,
        unit_level,
        area_code,
        node_code,
        variant_value
    from value_variants
    where
        normalisation_choice = 'as_stated'
        and outlier_choice = 'as_stated'
        and missing_choice = 'as_stated'

)

select
    expected.normalised_value,
    as_stated.variant_value,
    coalesce(expected.node_code, as_stated.node_code) as node_code,
    coalesce(expected.area_code, as_stated.area_code) as area_code
from expected
full outer join as_stated
    on
        expected.node_code = as_stated.node_code
        and expected.period_code = as_stated.period_code
        and expected.unit_level = as_stated.unit_level
        and expected.area_code = as_stated.area_code
where
    expected.node_code is null
    or as_stated.node_code is null
    or expected.normalised_value is distinct from as_stated.variant_value
