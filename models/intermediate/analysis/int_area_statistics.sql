-- What analyses set beside an index: GDP, retail sales, internet users and the like. The GDP of provinces is real, the
-- rest of the embedded statistics is reconstructed.
-- depends_on: {{ ref('input_faults') }}
{% if env_var('OWN_DATA', '') %}
with area_statistics as (

    select
        period_code,
        area_code,
        statistic_code,
        origin,
        value
    from {{ ref('stg_own__statistics') }}

)
{% else %}
with province_gdp as (

    select * from {{ ref('stg_public_statistics__gdp') }}

),

cities as (

    select * from {{ ref('stg_public_statistics__cities') }}

),

provinces as (

    select * from {{ ref('stg_public_statistics__provinces') }}

),

area_statistics as (

    select
        period_code,
        area_code,
        'gdp' as statistic_code,
        'published' as origin,
        gdp as value
    from province_gdp

    union all

    select
        period_code,
        area_code,
        'internet_users' as statistic_code,
        'reconstructed' as origin,
        internet_users as value
    from provinces

    {% for statistic in ['gdp', 'retail_sales', 'deposits', 'top_class_hospitals', 'universities'] %}
    union all

    select
        period_code,
        area_code,
        '{{ statistic }}' as statistic_code,
        'reconstructed' as origin,
        {{ statistic }} as value
    from cities

    {% endfor %}
)
{% endif %}

select * from area_statistics
