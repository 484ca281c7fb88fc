"""What Spark did for each node of dbt, out of its event log: tasks, bytes, joins of the final plans.

dbt writes the node into a comment before each statement, Spark the statement into its log, and DuckDB reads the log.
"""

from pathlib import Path
from typing import Any

import duckdb

JOINS = ("BroadcastHashJoin", "BroadcastNestedLoopJoin", "SortMergeJoin", "ShuffledHashJoin", "CartesianProduct")

# One statement has several executions, one within the other; a plan may change as it runs, and the last one counts.
STEPS = """
with events as (

    select
        json ->> 'Event' as event,
        json
    from log

),

executions as (

    select
        cast(json ->> 'executionId' as bigint) as execution,
        regexp_extract(json ->> 'description', '"node_id": "([^"]+)"', 1) as node_id,
        cast(json -> 'sparkPlanInfo' as varchar) as first_plan
    from events
    where event like '%SparkListenerSQLExecutionStart'

),

changed_plans as (

    select
        cast(json ->> 'executionId' as bigint) as execution,
        arg_max(cast(json -> 'sparkPlanInfo' as varchar), place) as last_plan
    from (select *, row_number() over () as place from events)
    where event like '%SparkListenerSQLAdaptiveExecutionUpdate'
    group by execution

),

joins as (

    select
        executions.node_id,
        unnest(regexp_extract_all(
            coalesce(changed_plans.last_plan, executions.first_plan), '"nodeName":"([A-Za-z]+)', 1
        )) as operator
    from executions
    left join changed_plans on executions.execution = changed_plans.execution

),

joins_of_nodes as (

    select
        node_id,
        {join_counts}
    from joins
    group by node_id

),

stages as (

    select distinct
        executions.node_id,
        cast(unnest(json -> '$."Stage IDs"[*]') as bigint) as stage
    from events
    inner join executions
        on executions.execution = cast(json -> 'Properties' ->> '$."spark.sql.execution.id"' as bigint)
    where event = 'SparkListenerJobStart'

),

tasks as (

    select
        cast(json ->> 'Stage ID' as bigint) as stage,
        cast(metrics ->> 'Executor Run Time' as bigint) / 1000 as seconds,
        cast(metrics -> 'Input Metrics' ->> 'Records Read' as bigint) as rows_read,
        cast(metrics -> 'Output Metrics' ->> 'Records Written' as bigint) as rows_written,
        cast(metrics -> 'Shuffle Write Metrics' ->> 'Shuffle Bytes Written' as bigint) as shuffle_bytes,
        cast(metrics -> 'Shuffle Read Metrics' ->> 'Remote Bytes Read' as bigint)
        + cast(metrics -> 'Shuffle Read Metrics' ->> 'Local Bytes Read' as bigint) as shuffle_bytes_read,
        cast(metrics ->> 'Disk Bytes Spilled' as bigint) as spilled_bytes
    from (select *, json -> 'Task Metrics' as metrics from events)
    where event = 'SparkListenerTaskEnd'

),

tasks_of_stages as (

    select
        stages.node_id,
        stages.stage,
        count(*) as tasks,
        sum(tasks.seconds) as task_seconds,
        sum(tasks.rows_read) as rows_read,
        sum(tasks.rows_written) as rows_written,
        sum(tasks.shuffle_bytes) as shuffle_bytes,
        sum(tasks.shuffle_bytes_read) as shuffle_bytes_read,
        max(tasks.shuffle_bytes_read) as shuffle_bytes_of_a_task,
        sum(tasks.spilled_bytes) as spilled_bytes
    from stages
    inner join tasks on stages.stage = tasks.stage
    group by
        stages.node_id,
        stages.stage

),

work_of_nodes as (

    select
        node_id,
        count(*) as stages,
        sum(tasks) as tasks,
        sum(task_seconds) as task_seconds,
        sum(rows_read) as rows_read,
        sum(rows_written) as rows_written,
        sum(shuffle_bytes) as shuffle_bytes,
        sum(spilled_bytes) as spilled_bytes,
        max(shuffle_bytes_of_a_task) as shuffle_bytes_of_a_task,
        min(case when shuffle_bytes_read > {long_shuffle} then tasks end) as fewest_partitions_of_a_long_shuffle
    from tasks_of_stages
    group by node_id

)

select
    joins_of_nodes.*,
    work_of_nodes.* exclude (node_id)
from joins_of_nodes
left join work_of_nodes on joins_of_nodes.node_id = work_of_nodes.node_id
where joins_of_nodes.node_id like 'model.%'
order by joins_of_nodes.node_id
"""

# A shuffle of this many bytes is worth every core.
LONG_SHUFFLE = 128 * 2**20


def steps_of_log(events: Path) -> dict[str, dict[str, Any]]:
    """What each model cost, by its id. The folder has the log of one application that has ended."""
    files = [str(file) for file in sorted(events.glob("*/events_*"))]
    if not files:
        raise FileNotFoundError(f"There is no event log of Spark in {events}.")
    counts = ", ".join(f"count(*) filter (where operator = '{join}') as \"{join}\"" for join in JOINS)
    with duckdb.connect() as connection:
        connection.execute(
            "create table log as select json from read_json_objects(?, format = 'newline_delimited', "
            "compression = 'zstd', maximum_object_size = 1000000000)",
            [files],
        )
        found = connection.execute(STEPS.format(join_counts=counts, long_shuffle=LONG_SHUFFLE))
        names = [column[0] for column in found.description or ()]
        rows = [dict(zip(names, row, strict=True)) for row in found.fetchall()]
    return {row.pop("node_id"): row for row in rows}
