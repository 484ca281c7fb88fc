with source as (

    select * from {{ source('raw', 'tencent__projects') }}

),

renamed as (

    select
        cast(period_code as string) as period_code,
        cast(area_code as string) as area_code,
        cast(effective_projects as double) as effective_projects
    from source

)

select * from renamed
