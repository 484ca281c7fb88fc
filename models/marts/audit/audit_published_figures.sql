-- Every figure of the report beside the same figure recomputed, once from the report's own tables and once from the raw
-- data.
with published_figures as (

    select * from {{ ref('int_published_figures') }}

),

recomputed_scores as (

    select * from {{ ref('int_recomputed_scores') }}

),

recomputed_ranks as (

    select * from {{ ref('int_recomputed_ranks') }}

),

recomputed_rank_leads as (

    select * from {{ ref('int_recomputed_rank_leads') }}

),

raw_economy as (

    select * from {{ ref('int_raw_economy') }}

),

recomputed_statements as (

    select * from {{ ref('int_recomputed_statements') }}

),

recomputed_values as (

    select
        figure_id,
        basis,
        recomputed_value,
        recomputed_low,
        recomputed_high,
        recomputed_from
    from recomputed_scores

    union all

    select
        figure_id,
        basis,
        recomputed_value,
        recomputed_value as recomputed_low,
        recomputed_value as recomputed_high,
        recomputed_from
    from recomputed_rank_leads

    union all

    select
        figure_id,
        basis,
        recomputed_value,
        recomputed_value as recomputed_low,
        recomputed_value as recomputed_high,
        recomputed_from
    from raw_economy

    union all

    select
        figure_id,
        basis,
        recomputed_value,
        recomputed_low,
        recomputed_high,
        recomputed_from
    from recomputed_statements

    union all

    -- a list that prints no scores has its ranks as its figures
    select
        published_figures.figure_id,
        recomputed_ranks.basis,
        recomputed_ranks.best_rank as recomputed_value,
        recomputed_ranks.best_rank as recomputed_low,
        recomputed_ranks.worst_rank as recomputed_high,
        'the list of 100' as recomputed_from
    from published_figures
    inner join recomputed_ranks on published_figures.figure_id = recomputed_ranks.figure_id
    where published_figures.figure_kind = 'rank'

),

bases as (

    select 'published tables' as basis
    union all
    select 'reconstructed raw data' as basis

),

compared as (

    select
        published_figures.*,
        bases.basis,
        recomputed_values.recomputed_value,
        recomputed_values.recomputed_low,
        recomputed_values.recomputed_high,
        recomputed_values.recomputed_from,
        recomputed_ranks.best_rank,
        recomputed_ranks.worst_rank,
        recomputed_values.recomputed_value - published_figures.published_value as difference,
        0.5 * power(10, -published_figures.printed_decimals) as half_unit,
        not coalesce(
            published_figures.published_rank between recomputed_ranks.best_rank and recomputed_ranks.worst_rank, true
        ) as rank_contradicts
    from published_figures
    cross join bases
    left join recomputed_values
        on
            published_figures.figure_id = recomputed_values.figure_id
            and bases.basis = recomputed_values.basis
    left join recomputed_ranks
        on
            published_figures.figure_id = recomputed_ranks.figure_id
            and bases.basis = recomputed_ranks.basis

),

judged as (

    -- 1e-9 is far below any printed decimal and far above what a double loses
    select
        *,
        case
            when rank_contradicts then 'contradicts'
            when recomputed_value is null then 'cannot be recomputed yet'
            when
                comparison = 'equals'
                and abs({{ round_to('recomputed_value', 'printed_decimals') }} - published_value) < 1e-9
                then 'agrees'
            when
                comparison = 'equals'
                and recomputed_low <= published_value + half_unit + 1e-9
                and recomputed_high >= published_value - half_unit - 1e-9
                then 'agrees within rounding'
            when comparison = 'at_least' and recomputed_value >= published_value - 1e-9 then 'agrees'
            when comparison = 'at_least' and recomputed_high >= published_value - 1e-9 then 'agrees within rounding'
            when comparison = 'at_most' and recomputed_value <= published_value + 1e-9 then 'agrees'
            when comparison = 'at_most' and recomputed_low <= published_value + 1e-9 then 'agrees within rounding'
            when comparison = 'about' and abs(difference) <= 0.05 * abs(published_value) then 'agrees'
            else 'contradicts'
        end as verdict
    from compared

),

audited as (

    select
        figure_id,
        basis,
        figure_kind,
        section,
        subject,
        source_table,
        statistic,
        area_code,
        comparison,
        is_implied,
        published_value,
        printed_decimals,
        published_rank,
        recomputed_value,
        recomputed_low,
        recomputed_high,
        best_rank as recomputed_rank,
        difference,
        verdict,
        'published' as origin,
        case
            when verdict = 'contradicts' and rank_contradicts
                then 'the values put it at rank ' || cast(best_rank as string)
            when verdict = 'contradicts'
                then
                    recomputed_from || ' gives '
                    || {{ number_as_text(round_to('recomputed_value', 'printed_decimals + 2')) }}
            when verdict = 'cannot be recomputed yet' and basis = 'reconstructed raw data'
                then 'the raw data have nothing to recompute this ' || replace(statistic, '_', ' ') || ' from'
            when verdict = 'cannot be recomputed yet' and figure_kind = 'score'
                then 'the report prints nothing that this score follows from; it needs the raw indicators'
            when verdict = 'cannot be recomputed yet' and figure_kind = 'rank'
                then 'the report prints no scores for this list; it needs the raw indicators'
            when verdict = 'cannot be recomputed yet' and figure_kind = 'rank_lead'
                then 'one of the two ranks is not printed; it needs the raw indicators or city GDP'
            when verdict = 'cannot be recomputed yet'
                then 'no printed table has the inputs of this ' || replace(statistic, '_', ' ')
        end as reason
    from judged

)

select
    figure_id,
    basis,
    figure_kind,
    section,
    subject,
    source_table,
    statistic,
    area_code,
    comparison,
    is_implied,
    origin,
    published_value,
    printed_decimals,
    published_rank,
    recomputed_value,
    recomputed_low,
    recomputed_high,
    recomputed_rank,
    difference,
    verdict,
    reason
from audited
