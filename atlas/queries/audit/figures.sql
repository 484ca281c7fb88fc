-- Every published figure beside the recomputed one.
with

audit_published_figures as (select * from audit_published_figures),

figures as (
    select
        audit_published_figures.basis,
        audit_published_figures.figure_kind,
        audit_published_figures.section,
        audit_published_figures.subject,
        audit_published_figures.source_table,
        audit_published_figures.area_code,
        audit_published_figures.statistic,
        audit_published_figures.published_value,
        audit_published_figures.printed_decimals,
        audit_published_figures.published_rank,
        audit_published_figures.recomputed_value,
        audit_published_figures.recomputed_rank,
        audit_published_figures.comparison,
        audit_published_figures.verdict,
        audit_published_figures.reason,
        audit_published_figures.origin
    from audit_published_figures
    order by
        audit_published_figures.basis,
        audit_published_figures.figure_id
)

select * from figures
