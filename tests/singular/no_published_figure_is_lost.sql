-- Every row of the four tables of published figures has its row in the audit: an unknown list or area code would drop
-- it. Returns the figures that are missing.
with transcribed as (

    select figure_id from {{ ref('stg_published__scores') }}
    union all
    select figure_id from {{ ref('stg_published__ranks') }}
    union all
    select figure_id from {{ ref('stg_published__rank_leads') }}
    union all
    select figure_id from {{ ref('stg_published__statements') }}

),

audited as (

    select figure_id from {{ ref('audit_published_figures') }}

)

select transcribed.figure_id
from transcribed
left join audited on transcribed.figure_id = audited.figure_id
where audited.figure_id is null
