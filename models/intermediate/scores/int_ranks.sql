{{ config(materialized='incremental', pre_hook="{{ delete_changed_units() }}") }}

-- Ranks of the inner nodes, in every list.
-- depends_on: {{ ref('int_units') }}
with scores as (

    select * from {{ ref('int_scores') }}
    {{ only_changed_units() }}

),

unit_lists as (

    select * from {{ ref('int_unit_lists') }}

),

ranks as (

    {{ ranks_in_all_lists() }}

)

select * from ranks
