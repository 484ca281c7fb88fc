with source as (

    select * from {{ source('raw', 'public_statistics__provinces') }}

),

renamed as (

    select
        cast(period_code as string) as period_code,
        cast(area_code as string) as area_code,
        cast(internet_users as double) as internet_users
    from source

)

select * from renamed
