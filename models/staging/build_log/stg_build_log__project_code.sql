-- The code of this build.
with source as (

    select * from {{ source('build_log', 'project_code') }}

),

renamed as (

    select cast(fingerprint as string) as fingerprint
    from source

)

select * from renamed
