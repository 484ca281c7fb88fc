{{ config(materialized='incremental', pre_hook="{{ delete_changed_periods() }}") }}

-- Ranks of the inner nodes, in every list.
-- depends_on: {{ ref('int_changed_periods') }}
with scores as (

    select * from {{ ref('int_scores') }}
    {{ only_changed_periods() }}

),

area_ancestors as (

    select * from {{ ref('int_area_ancestors') }}

),

ranks as (

    {{ ranks_in_all_lists() }}

)

select * from ranks
