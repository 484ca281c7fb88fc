-- Ranks of the leaves, in every list, for the latest periods: in a long history they are the longest table of all, and
-- all of it would be read by nobody.
with leaf_scores as (

    select * from {{ ref('int_leaf_scores') }}

),

recent_units as (

    select * from {{ ref('int_recent_units') }}

),

unit_lists as (

    select * from {{ ref('int_unit_lists') }}

),

scores as (

    select leaf_scores.*
    from leaf_scores
    inner join recent_units
        on
            leaf_scores.unit_number = recent_units.unit_number
            and leaf_scores.index_code = recent_units.index_code

),

ranks as (

    {{ ranks_in_all_lists() }}

)

select * from ranks
