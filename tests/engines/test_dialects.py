"""The table of docs/engines.md on engines that cannot be run here is that of the models as they are."""

import pytest
from dialects import (
    COMMAND,
    CONSTRUCTS,
    ENGINES,
    PLAIN,
    Findings,
    Model,
    compile_models,
    examine,
    kinds_in,
    section,
    unjudged,
    verdict,
)
from section import DOCUMENT, with_section


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> list[Model]:
    """All models, compiled for DuckDB."""
    return compile_models(tmp_path_factory.mktemp("dialects"))


@pytest.fixture(scope="module")
def findings(models: list[Model]) -> Findings:
    """What they use."""
    return examine(models)


def test_everything_that_the_models_use_is_judged(findings: Findings) -> None:
    """A function or construct that is new has to be judged for the other engines: scripts/engines/dialects.py."""
    assert unjudged(findings) == []


def test_the_table_is_that_of_the_models(models: list[Model], findings: Findings) -> None:
    """After a change of models, `make dialects` writes it anew."""
    document = DOCUMENT.read_text(encoding="utf-8")
    assert document == with_section(document, COMMAND, section(models, findings))


def test_models_that_run_on_duckdb_alone_are_told_apart(models: list[Model]) -> None:
    """Those of robustness and those in Python, and not the rest."""
    only_here = {model.name for model in models if model.only_on_duckdb}
    assert {"int_principal_components", "rank_intervals"} <= only_here
    assert only_here.isdisjoint({"city_index", "fct_scores", "int_p_values", "int_unit_values"})


@pytest.mark.parametrize(
    ("sql", "kind"),
    [
        ("select nobody_knows_this(a) as b from t", "nobody_knows_this"),
        ("select a from t qualify row_number() over (order by a) = 1", "Qualify"),
        ("select t.a from t left join u using (a)", "JoinUsing"),
        ("select t.a from t, lateral (select t.a + 1 as b) as u", "Lateral"),
        ("select cast(a as uuid) as b from t", "UUID"),
        ("select a from t pivot (sum(b) for c in ('x'))", "Pivot"),
    ],
)
def test_what_nobody_has_judged_is_found(sql: str, kind: str) -> None:
    """Functions, clauses and types alike."""
    lines = unjudged(Findings({"a_model": kinds_in(sql)}, set()))
    assert f"{kind} in a_model" in lines


@pytest.mark.parametrize(
    ("sql", "kind"),
    [
        ("select t.a from t left join u on t.b = u.b", "OuterJoin"),
        ("select t.a from t inner join u on t.b > u.b", "JoinWithoutEquality"),
        ("select t.a from t inner join u on t.b = 1", "JoinWithoutEquality"),
        ("select a + 1 as a from t where a > 1", "AliasLikeColumn"),
        ("select a from t union select a from u", "UnionDistinct"),
        ("select a from 'raw/a.parquet'", "File"),
        ("with w (a) as (values (1)) select a from w", "NamedColumns"),
    ],
)
def test_what_has_no_class_of_its_own_is_found(sql: str, kind: str) -> None:
    """Clauses that only some engines have, or that mean something else there."""
    assert kind in kinds_in(sql)


def test_what_is_plain_is_left_alone() -> None:
    """No false alarm where every engine agrees."""
    plain = "select t.a, t.b + 1 as c from t inner join u on t.b = u.b and t.a > u.a union all select a, b from v"
    assert kinds_in(plain) <= PLAIN


def test_every_construct_is_judged_by_its_own_example() -> None:
    """An example shows the construct, each engine has a verdict of the three kinds, and no engine is misspelt."""
    for construct in CONSTRUCTS:
        assert set(construct.kinds.split()) & kinds_in(construct.example), construct.example
        assert set(construct.docs) | set(construct.judged) <= set(ENGINES)
        for engine in ENGINES:
            assert verdict(construct, engine).startswith(("same", "transpiled as `", "to dispatch: "))
