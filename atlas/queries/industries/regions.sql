-- Each region's mean beside the nation's, and who leads in it.
with

industry_regional_profiles as (select * from industry_regional_profiles),

default_schemes as (
    select * from tree_weights
    where is_default
),

regions as (
    select
        industry_regional_profiles.period_code,
        industry_regional_profiles.industry_code,
        industry_regional_profiles.unit_level,
        industry_regional_profiles.region,
        industry_regional_profiles.region_mean,
        industry_regional_profiles.region_to_nation,
        industry_regional_profiles.industry_rank_in_region,
        industry_regional_profiles.leader_area_code,
        industry_regional_profiles.leader_multiple_of_region,
        industry_regional_profiles.reason
    from industry_regional_profiles
    semi join default_schemes
        on
            industry_regional_profiles.index_code = default_schemes.index_code
            and industry_regional_profiles.scheme_code = default_schemes.scheme_code
    order by
        industry_regional_profiles.period_code,
        industry_regional_profiles.industry_code,
        industry_regional_profiles.unit_level,
        industry_regional_profiles.region
)

select * from regions
