{{ config(enabled=env_var('OWN_DATA', '') == '') }}

-- Where does the report contradict itself? Each figure with what the other printed tables give.
select
    section,
    subject,
    published_value,
    recomputed_value,
    reason
from {{ ref('audit_published_figures') }}
where verdict = 'contradicts' and basis = 'published tables'
order by
    section,
    figure_id
