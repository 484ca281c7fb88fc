-- Size or intensity? The largest shares of the index, with the share of GDP beside each: an intensity of 1 is what the
-- size lets expect.
select
    intensities.period_code,
    intensities.unit_name_en as city,
    intensities.score_rank,
    intensities.score_share,
    intensities.statistic_share as gdp_share,
    intensities.intensity,
    intensities.intensity_rank,
    intensities.statistic_period_code as gdp_of
from {{ ref('score_intensity') }} as intensities
where
    intensities.index_code = 'internet_plus'
    and intensities.unit_level = 'city'
    and intensities.statistic_code = 'gdp'
    and intensities.score_rank <= 20
order by
    intensities.period_code desc,
    intensities.score_rank asc
