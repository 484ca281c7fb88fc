-- Stands in for the model of this name in an engine that runs no Python: p-values are empty there.
select
    cast(null as string) as test_key,
    cast(null as double) as p_value
where false
