{{ config(enabled=env_var('OWN_DATA', '') == '') }}

-- To which app fields is Beijing given? Above 1 it has more of them than its size suggests.
select
    app_field_code,
    new_apps,
    field_share,
    national_field_share,
    location_quotient,
    origin
from {{ ref('entrepreneurship_profiles') }}
where period_code = '2015' and area_code = '110100'
order by location_quotient desc
