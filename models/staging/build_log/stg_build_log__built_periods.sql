-- The periods of the last complete build.
with source as (

    select * from {{ source('build_log', 'built_periods') }}

),

renamed as (

    select
        cast(period_code as varchar) as period_code,
        cast(fingerprint as varchar) as fingerprint
    from source

)

select * from renamed
