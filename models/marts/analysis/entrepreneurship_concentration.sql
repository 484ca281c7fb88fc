-- How new apps and projects crowd in few places. Roles say which leaves count them, one of each role in an index.
with analysis_roles as (

    select * from {{ ref('stg_methodology__analysis_roles') }}

),

leaf_values as (

    select * from {{ ref('fct_normalised_values') }}

),

nodes as (

    select * from {{ ref('dim_node') }}

),

areas as (

    select * from {{ ref('dim_area') }}

),

role_nodes as (

    select
        analysis_roles.role_code,
        nodes.node_code,
        row_number() over (
            partition by nodes.index_code, analysis_roles.role_code
            order by nodes.node_code
        ) as place
    from analysis_roles
    inner join nodes
        on
            analysis_roles.node_code = nodes.node_code
            and nodes.is_leaf
    where analysis_roles.role_code in ('new_apps', 'effective_projects')

),

counted as (

    -- what has no record is 0 where the leaf says so
    select
        leaf_values.index_code,
        leaf_values.period_code,
        leaf_values.unit_level,
        leaf_values.area_code,
        leaf_values.origin,
        role_nodes.role_code,
        case
            when leaf_values.value_status = 'missing_as_zero' then 0
            else leaf_values.value
        end as amount
    from leaf_values
    inner join role_nodes
        on
            leaf_values.node_code = role_nodes.node_code
            and role_nodes.place = 1
    where leaf_values.is_unit

),

side_by_side as (

    select
        index_code,
        period_code,
        unit_level,
        area_code,
        origin,
        max(case when role_code = 'new_apps' then amount end) as new_apps,
        max(case when role_code = 'effective_projects' then amount end) as effective_projects
    from counted
    group by
        index_code,
        period_code,
        unit_level,
        area_code,
        origin

),

placed as (

    select
        *,
        {{ exact_value('new_apps') }} as exact_apps,
        {{ exact_value('effective_projects') }} as exact_projects,
        row_number() over (
            partition by index_code, period_code, unit_level
            order by case when new_apps is null then 1 else 0 end asc, new_apps desc, area_code asc
        ) as app_place,
        row_number() over (
            partition by index_code, period_code, unit_level
            order by case when effective_projects is null then 1 else 0 end asc, effective_projects desc, area_code asc
        ) as project_place
    from side_by_side

),

cumulated as (

    select
        *,
        cast(sum(exact_apps) over (partition by index_code, period_code, unit_level) as double) as all_apps,
        cast(sum(exact_projects) over (partition by index_code, period_code, unit_level) as double) as all_projects,
        sum(exact_apps) over (
            partition by index_code, period_code, unit_level
            order by app_place
            rows between unbounded preceding and current row
        ) as cumulative_apps,
        sum(exact_projects) over (
            partition by index_code, period_code, unit_level
            order by project_place
            rows between unbounded preceding and current row
        ) as cumulative_projects
    from placed

),

concentration as (

    select
        cumulated.index_code,
        cumulated.period_code,
        cumulated.unit_level,
        cumulated.area_code,
        areas.name_zh,
        areas.name_en,
        cumulated.origin,
        cumulated.new_apps,
        cumulated.effective_projects,
        case
            when cumulated.effective_projects >= {{ var('fewest_projects_of_a_ratio') }}
                then cumulated.new_apps / cumulated.effective_projects
        end as apps_per_project,
        cumulated.all_apps / nullif(cumulated.all_projects, 0) as national_apps_per_project,
        100 * cumulated.new_apps / nullif(cumulated.all_apps, 0) as app_share,
        100 * cumulated.effective_projects / nullif(cumulated.all_projects, 0) as project_share,
        case when cumulated.new_apps is not null then cast(cumulated.app_place as integer) end as app_place,
        case
            when cumulated.effective_projects is not null then cast(cumulated.project_place as integer)
        end as project_place,
        case
            when cumulated.new_apps is not null
                then 100 * cast(cumulated.cumulative_apps as double) / nullif(cumulated.all_apps, 0)
        end as cumulative_app_share,
        case
            when cumulated.effective_projects is not null
                then 100 * cast(cumulated.cumulative_projects as double) / nullif(cumulated.all_projects, 0)
        end as cumulative_project_share
    from cumulated
    inner join areas on cumulated.area_code = areas.area_code

),

with_status as (

    select
        *,
        case when apps_per_project is null then 'not enough data' else 'computed' end as status,
        case
            when apps_per_project is not null then null
            when new_apps is null or effective_projects is null then 'apps or projects are missing'
            else 'fewer than {{ var("fewest_projects_of_a_ratio") }} projects: no apps per project'
        end as reason
    from concentration

)

select
    index_code,
    period_code,
    unit_level,
    area_code,
    name_zh,
    name_en,
    origin,
    status,
    reason,
    new_apps,
    effective_projects,
    apps_per_project,
    national_apps_per_project,
    app_place,
    app_share,
    cumulative_app_share,
    project_place,
    project_share,
    cumulative_project_share
from with_status
