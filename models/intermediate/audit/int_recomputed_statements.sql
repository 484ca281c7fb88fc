-- The numbers that the text states, recomputed from the printed tables, the areas and the tree. One step for each kind
-- of statistic; low and high are what the rounding of the printed inputs leaves open.
with statements as (

    select * from {{ ref('stg_published__statements') }}

),

statement_members as (

    select * from {{ ref('int_statement_members') }}

),

listed_areas as (

    select * from {{ ref('int_listed_areas') }}

),

reconstructed_lists as (

    select * from {{ ref('int_reconstructed_lists') }}

),

areas as (

    select * from {{ ref('dim_area') }}

),

nodes as (

    select * from {{ ref('dim_node') }}

),

measures as (

    select * from {{ ref('stg_methodology__measures') }}

),

industries as (

    select * from {{ ref('stg_reference__industries') }}

),

raw_statements as (

    select * from {{ ref('int_raw_statements') }}

),

analysis_statements as (

    select * from {{ ref('int_analysis_statements') }}

),

raw_usage as (

    select * from {{ ref('int_raw_usage') }}

),

dark_horses as (

    select * from {{ ref('int_dark_horses') }}

),

estimated_weights as (

    select * from {{ ref('int_estimated_weights') }}

),

unit_count as (

    select count(*) as units
    from areas
    where area_level = 'city' and is_unit

),

member_statistics as (

    select
        figure_id,
        basis,
        statistic,
        cast(sum({{ exact_value('published_value') }}) as double) as value_sum,
        cast(sum({{ exact_value('half_unit') }}) as double) as half_unit_sum,
        count(distinct area_code) as area_count,
        max(printed_rank) as worst_rank,
        min(published_value) as lowest_value,
        max(published_value) as highest_value,
        min(case when list_code like '%leads%' then published_value end) as lowest_lead,
        max(half_unit) as half_unit
    from statement_members
    group by
        figure_id,
        basis,
        statistic

),

from_members as (

    select
        member_statistics.figure_id,
        member_statistics.basis,
        case member_statistics.statistic
            when 'sum' then member_statistics.value_sum
            when 'score' then member_statistics.value_sum
            when 'lowest_score' then member_statistics.lowest_value
            when 'highest_score' then member_statistics.highest_value
            when 'count' then member_statistics.area_count
            when 'area_count' then member_statistics.area_count
            when 'lead' then member_statistics.lowest_lead
            when 'rank' then member_statistics.worst_rank
            when 'share_of_units' then 100.0 * member_statistics.area_count / unit_count.units
            when 'multiple_of_national_mean' then member_statistics.value_sum / (100.0 / unit_count.units)
        end as recomputed_value,
        case member_statistics.statistic
            when 'sum' then member_statistics.half_unit_sum
            when 'score' then member_statistics.half_unit_sum
            when 'lowest_score' then member_statistics.half_unit
            when 'highest_score' then member_statistics.half_unit
            when 'multiple_of_national_mean' then member_statistics.half_unit_sum / (100.0 / unit_count.units)
            else 0
        end as uncertainty,
        case member_statistics.basis
            when 'published tables' then 'the printed list'
            else 'the list from raw data'
        end as recomputed_from
    from member_statistics
    cross join unit_count

),

list_values as (

    select
        'published tables' as basis,
        list_code,
        area_code,
        published_value,
        half_unit
    from listed_areas

    union all

    select
        'reconstructed raw data' as basis,
        list_code,
        area_code,
        score as published_value,
        0 as half_unit
    from reconstructed_lists

),

ratios as (

    select
        statements.figure_id,
        members.basis,
        case when statements.unit = 'percent' then 100 else 1 end
        * members.published_value / compared.published_value as recomputed_value,
        case when statements.unit = 'percent' then 100 else 1 end
        * (
            (members.published_value + members.half_unit) / (compared.published_value - compared.half_unit)
            - members.published_value / compared.published_value
        ) as uncertainty,
        'the two scores' as recomputed_from
    from statements
    inner join statement_members as members on statements.figure_id = members.figure_id
    inner join list_values as compared
        on
            members.basis = compared.basis
            and statements.list_code = compared.list_code
            and statements.compared_value = compared.area_code
    where statements.statistic = 'ratio' and statements.compared_attribute = 'area_code'

),

industries_with_all as (

    -- in how many industries does the whole group stand in the band of ranks?
    select
        statement_members.figure_id,
        statement_members.basis,
        statement_members.list_code,
        count(*) as member_count,
        max(count(*)) over (partition by statement_members.figure_id, statement_members.basis) as most_members
    from statement_members
    where statement_members.statistic = 'list_count'
    group by
        statement_members.figure_id,
        statement_members.basis,
        statement_members.list_code

),

list_counts as (

    select
        figure_id,
        basis,
        sum(case when member_count = most_members then 1 else 0 end) as recomputed_value,
        0 as uncertainty,
        'the ten industry lists' as recomputed_from
    from industries_with_all
    group by
        figure_id,
        basis

),

region_means as (

    -- the mean of a region needs all of its cities, which no printed list has
    select
        statements.figure_id,
        members.basis,
        members.published_value
        / (cast(sum({{ exact_value('list_values.published_value') }}) as double) / count(*)) as recomputed_value,
        0 as uncertainty,
        'the list from raw data' as recomputed_from
    from statements
    inner join statement_members as members
        on
            statements.figure_id = members.figure_id
            and members.basis = 'reconstructed raw data'
    inner join list_values
        on
            members.basis = list_values.basis
            and members.list_code = list_values.list_code
    inner join areas
        on
            list_values.area_code = areas.area_code
            and statements.compared_value = areas.region
    where statements.statistic = 'multiple_of_region_mean'
    group by
        statements.figure_id,
        members.basis,
        members.published_value

),

distinct_provinces as (

    select
        statement_members.figure_id,
        statement_members.basis,
        count(distinct areas.province_code) as recomputed_value,
        0 as uncertainty,
        'the list' as recomputed_from
    from statement_members
    inner join areas on statement_members.area_code = areas.area_code
    where statement_members.statistic = 'distinct_provinces'
    group by
        statement_members.figure_id,
        statement_members.basis

),

area_level_counts as (

    select
        statements.figure_id,
        'published tables' as basis,
        case
            when statements.group_value = 'region' then count(distinct areas.region)
            else count(distinct case when areas.area_level = statements.group_value then areas.area_code end)
        end as recomputed_value,
        0 as uncertainty,
        'the areas' as recomputed_from
    from statements
    cross join areas
    where
        statements.statistic = 'area_count'
        and statements.group_attribute = 'area_level'
        and statements.list_code is null
        and statements.statement_id not like '%local_service%'
    group by
        statements.figure_id,
        statements.group_value

),

prefectures as (

    select
        statements.figure_id,
        'published tables' as basis,
        100.0 * count(listed_areas.area_code) / count(*) as recomputed_value,
        0 as uncertainty,
        'the areas; not in the appendix: '
        || {{ dbt.listagg(
            'case when listed_areas.area_code is null then areas.name_en end', "', '", 'order by areas.area_code'
        ) }}
            as recomputed_from
    from statements
    cross join areas
    left join listed_areas
        on
            areas.area_code = listed_areas.area_code
            and listed_areas.list_code = 'total_appendix'
    where
        statements.statistic = 'coverage'
        and areas.city_type in ('provincial_capital', 'sub_provincial_city', 'other_prefecture')
    group by statements.figure_id

),

node_counts as (

    -- a primary indicator without parts counts among the secondary ones: that reading gives the printed 135
    select
        statements.figure_id,
        'published tables' as basis,
        case statements.group_attribute
            when 'secondary_indicator' then count(distinct case when nodes.is_leaf then nodes.node_code end)
            else count(distinct case when nodes.node_kind = statements.group_attribute then nodes.node_code end)
        end as recomputed_value,
        0 as uncertainty,
        'the tree of internet_plus' as recomputed_from
    from statements
    inner join nodes
        on
            nodes.index_code = 'internet_plus'
            and position(' > ' || statements.group_value || ' > ' in ' > ' || nodes.path || ' > ') > 0
    where
        statements.statistic = 'node_count'
        and statements.group_attribute in ('sub_index', 'primary_indicator', 'secondary_indicator')
    group by
        statements.figure_id,
        statements.group_attribute

),

measure_counts as (

    select
        statements.figure_id,
        'published tables' as basis,
        count(distinct measures.measure_code) as recomputed_value,
        0 as uncertainty,
        'the measures of internet_plus' as recomputed_from
    from statements
    inner join measures
        on position(' ' || measures.measure_group || ' ' in ' ' || statements.group_value || ' ') > 0
    where statements.statistic = 'node_count' and statements.group_attribute = 'measure_group'
    group by statements.figure_id

),

dataset_counts as (

    -- one data set for each measure of a source in each sector
    select
        statements.figure_id,
        'published tables' as basis,
        count(distinct measures.measure_code || ' ' || coalesce(industries.sector_code, nodes.industry_code))
            as recomputed_value,
        0 as uncertainty,
        'the measures of internet_plus by sector' as recomputed_from
    from statements
    inner join measures on position(' ' || measures.source_code || ' ' in ' ' || statements.group_value || ' ') > 0
    inner join nodes
        on
            measures.measure_code = nodes.measure_code
            and nodes.index_code = 'internet_plus'
    inner join industries on nodes.industry_code = industries.industry_code
    where statements.statistic = 'source_dataset_count'
    group by statements.figure_id

),

weights as (

    select
        statements.figure_id,
        'published tables' as basis,
        100 * estimated_weights.estimated_weight as recomputed_value,
        100 * 2 * estimated_weights.standard_error as uncertainty,
        'least squares of the printed totals on the printed sub-indices, two standard errors' as recomputed_from
    from statements
    inner join estimated_weights on statements.group_value = estimated_weights.pillar_code
    where statements.statistic = 'weight'

),

recomputed as (

    select * from from_members
    where recomputed_value is not null
    union all
    select * from ratios
    union all
    select * from list_counts
    union all
    select * from distinct_provinces
    union all
    select * from region_means
    union all
    select * from area_level_counts
    union all
    select * from prefectures
    union all
    select * from node_counts
    union all
    select * from measure_counts
    union all
    select * from dataset_counts
    union all
    select * from weights
    union all
    select * from raw_statements
    union all
    select * from analysis_statements
    union all
    select * from raw_usage
    union all
    select * from dark_horses

),

recomputed_statements as (

    select
        figure_id,
        basis,
        recomputed_value,
        recomputed_from,
        recomputed_value - uncertainty as recomputed_low,
        recomputed_value + uncertainty as recomputed_high
    from recomputed

)

select * from recomputed_statements
