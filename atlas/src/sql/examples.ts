import type { Label } from "../language";

// Over marts that every publication has, whatever its index.
export const examples: readonly { name: Label; query: string }[] = [
  {
    name: { zh: "各指数得分最高的城市", en: "The leading cities of each index" },
    query: `select
    index_code,
    period_code,
    city_name_zh,
    city_name_en,
    index_rank,
    index_score,
    origin,
from city_index
where index_rank <= 5
order by index_code, period_code, index_rank`,
  },
  {
    name: { zh: "一个得分由什么构成", en: "What a score is made of" },
    query: `-- the leaves that add most to the first city of the first index
with

first_city as (
    select index_code, scheme_code, period_code, area_code
    from city_index
    where index_rank = 1
    order by index_code, period_code desc
    limit 1
)

select
    dim_node.name_zh,
    dim_node.name_en,
    fct_contributions.normalised_value,
    fct_contributions.weight,
    fct_contributions.contribution,
from fct_contributions
inner join first_city using (index_code, scheme_code, period_code, area_code)
inner join dim_node
    on
        fct_contributions.index_code = dim_node.index_code
        and fct_contributions.leaf_node_code = dim_node.node_code
where fct_contributions.node_code in (select node_code from dim_node where parent_count = 0)
order by fct_contributions.contribution desc
limit 20`,
  },
  {
    name: { zh: "集中程度", en: "How concentrated each node is" },
    query: `select index_code, node_code, period_code, unit_level, gini, top_10_share, origin,
from concentration_measures
where gini is not null
order by gini desc`,
  },
  {
    name: { zh: "有哪些表", en: "Which tables there are" },
    query: `select table_name, estimated_size as row_count, comment,
from duckdb_tables()
where database_name = 'warehouse'
order by table_name`,
  },
  {
    name: { zh: "各列的含义", en: "What the columns mean" },
    query: `select table_name, column_name, data_type, comment,
from duckdb_columns()
where database_name = 'warehouse'
order by table_name, column_index`,
  },
];
