-- Every raw record is used or stands among the bad ones with a reason. Returns the counts where they do not add up.
with counts as (

    select
        (select sum(record_groups.record_count) from {{ ref('int_record_groups') }} as record_groups) as delivered,
        (select count(*) from {{ ref('int_measure_values') }}) as used,
        (select count(*) from {{ ref('quarantined_records') }}) as put_aside

)

select * from counts
where delivered != used + put_aside
