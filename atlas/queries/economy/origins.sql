-- On what the figures of the page rest: scores may be published where the statistics beside them are reconstructed.
with

fct_ranks as (
    select * from fct_ranks
    where list_area_level = 'nation'
),

roots as (
    select * from dim_node
    where parent_count = 0
),

default_schemes as (
    select * from tree_weights
    where is_default
),

economy_ratios as (select * from economy_ratios),

dark_horses as (select * from dark_horses),

economy_correlations as (
    select * from economy_correlations
    where band_code = 'all' and role_code = 'economic_output'
),

infrastructure_bases as (select * from infrastructure_bases),

of_scores as (
    select distinct
        fct_ranks.index_code,
        fct_ranks.period_code,
        fct_ranks.unit_level,
        'scores' as subject,
        '' as subject_code,
        fct_ranks.origin
    from fct_ranks
    semi join roots on fct_ranks.index_code = roots.index_code and fct_ranks.node_code = roots.node_code
    semi join default_schemes
        on fct_ranks.index_code = default_schemes.index_code and fct_ranks.scheme_code = default_schemes.scheme_code
),

of_ratios as (
    select distinct
        index_code,
        period_code,
        unit_level,
        'ratios' as subject,
        statistic_code as subject_code,
        origin
    from economy_ratios
    where location_quotient is not null
),

of_horses as (
    select distinct
        index_code,
        period_code,
        unit_level,
        'horses' as subject,
        dark_horse_code as subject_code,
        origin
    from dark_horses
),

of_correlations as (
    select distinct
        index_code,
        period_code,
        unit_level,
        'correlations' as subject,
        '' as subject_code,
        origin
    from economy_correlations
),

of_bases as (
    select distinct
        index_code,
        period_code,
        unit_level,
        'bases' as subject,
        '' as subject_code,
        origin
    from infrastructure_bases
),

origins as (
    select * from of_scores
    union all
    select * from of_ratios
    union all
    select * from of_horses
    union all
    select * from of_correlations
    union all
    select * from of_bases
)

select * from origins
order by
    index_code asc,
    period_code asc,
    unit_level asc,
    subject = 'scores' desc,
    subject desc,
    subject_code asc,
    origin asc
