with source as (

    select * from {{ input_table('service_actions') }}

),

renamed as (

    select
        cast(action as varchar) as action,
        cast(name_zh as varchar) as name_zh,
        cast(name_en as varchar) as name_en,
        try_cast(points as double) as points
    from source

)

select * from renamed
