select distinct
    index_code,
    period_code
from fct_ranks
order by index_code, period_code
