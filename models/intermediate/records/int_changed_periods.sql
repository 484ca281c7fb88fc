-- The periods that are new, that have changed since the last complete build, or that are gone.
with period_fingerprints as (

    select * from {{ ref('int_period_fingerprints') }}

),

built_periods as (

    select * from {{ ref('stg_build_log__built_periods') }}

),

changed_periods as (

    select coalesce(period_fingerprints.period_code, built_periods.period_code) as period_code
    from period_fingerprints
    full outer join built_periods on period_fingerprints.period_code = built_periods.period_code
    where period_fingerprints.fingerprint is distinct from built_periods.fingerprint

)

select * from changed_periods
