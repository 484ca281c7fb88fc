with source as (

    select * from {{ input_table('service_actions') }}

),

renamed as (

    select
        cast(action as string) as action,
        cast(name_zh as string) as name_zh,
        cast(name_en as string) as name_en,
        {{ try_cast('points', 'double') }} as points
    from source

)

select * from renamed
