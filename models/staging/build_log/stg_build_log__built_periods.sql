-- The periods of the last complete build.
with source as (

    select * from {{ source('build_log', 'built_periods') }}

),

renamed as (

    select
        cast(period_code as string) as period_code,
        cast(fingerprint as string) as fingerprint
    from source

)

select * from renamed
