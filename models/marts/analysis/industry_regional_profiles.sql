-- How each region stands in each industry beside the nation, and who leads it. Scores are exact decimals, so the sums
-- do not depend on the order of the units. A multiple means something only of a mean above 0 (z-scores have others).
with industry_scores as (

    select * from {{ ref('int_industry_scores') }}

),

national_means as (

    select
        index_code,
        period_code,
        unit_level,
        cast(sum(score) as double) / count(*) as national_mean
    from industry_scores
    group by
        index_code,
        period_code,
        unit_level

),

regional_means as (

    select
        index_code,
        period_code,
        unit_level,
        region,
        count(*) as unit_count,
        cast(sum(score) as double) / count(*) as region_mean
    from industry_scores
    where region is not null
    group by
        index_code,
        period_code,
        unit_level,
        region

),

places as (

    select
        *,
        row_number() over (
            partition by index_code, period_code, unit_level, region
            order by rank asc, area_code asc
        ) as place
    from industry_scores
    where region is not null

),

compared as (

    select
        leaders.industry_code,
        leaders.index_code,
        leaders.scheme_code,
        leaders.period_code,
        leaders.unit_level,
        leaders.region,
        leaders.origin,
        leaders.area_code as leader_area_code,
        leaders.name_zh as leader_name_zh,
        leaders.name_en as leader_name_en,
        cast(regional_means.unit_count as integer) as unit_count,
        cast(leaders.score as double) as leader_score,
        case
            when regional_means.unit_count >= {{ var('fewest_units_of_a_group') }} then regional_means.region_mean
        end as region_mean,
        case
            when regional_means.unit_count >= {{ var('fewest_units_of_a_group') }} then national_means.national_mean
        end as national_mean
    from places as leaders
    inner join regional_means
        on
            leaders.index_code = regional_means.index_code
            and leaders.period_code = regional_means.period_code
            and leaders.unit_level = regional_means.unit_level
            and leaders.region = regional_means.region
    inner join national_means
        on
            leaders.index_code = national_means.index_code
            and leaders.period_code = national_means.period_code
            and leaders.unit_level = national_means.unit_level
    where leaders.place = 1

),

with_multiples as (

    select
        *,
        case when national_mean > 0 then region_mean / national_mean end as region_to_nation,
        case when region_mean > 0 then leader_score / region_mean end as leader_multiple_of_region,
        case when national_mean > 0 then leader_score / national_mean end as leader_multiple_of_nation,
        case when region_mean is null then 'not enough data' else 'computed' end as status,
        case
            when region_mean is null
                then 'fewer than {{ var("fewest_units_of_a_group") }} units of the region have a score'
            when region_mean <= 0 or national_mean <= 0 then 'no multiples of a mean that is not above 0'
        end as reason
    from compared

),

profiles as (

    select
        *,
        case
            when region_to_nation is not null
                then cast(
                    rank() over (
                        partition by period_code, unit_level, region
                        order by case when region_to_nation is null then 1 else 0 end asc, region_to_nation desc
                    ) as integer
                )
        end as industry_rank_in_region
    from with_multiples

)

select
    industry_code,
    index_code,
    scheme_code,
    period_code,
    unit_level,
    region,
    origin,
    status,
    reason,
    unit_count,
    region_mean,
    national_mean,
    region_to_nation,
    industry_rank_in_region,
    leader_area_code,
    leader_name_zh,
    leader_name_en,
    leader_score,
    leader_multiple_of_region,
    leader_multiple_of_nation
from profiles
