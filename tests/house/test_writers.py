"""Rows are written in one place."""

import ast

from house import named, trees

from xhs_sim.actors.tactics import TACTICS
from xhs_sim.records.tables import TABLES


def tables_written_in(tree):
    """Return the tables to which a module adds rows by name."""
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and node.args]
    adds = [call for call in calls if isinstance(call.func, ast.Attribute) and call.func.attr in {"add", "_add"}]
    return {call.args[0].value for call in adds if isinstance(call.args[0], ast.Constant)} & TABLES.keys()


def test_only_the_diary_writes_rows_but_for_the_tables_that_a_tactic_brings_and_it_writes_all_others():
    written = {named(path): tables_written_in(tree) for path, tree in trees("src")}
    diary = [tables for path, tables in written.items() if path.startswith("src/xhs_sim/diary/")]
    brought = {f"src/xhs_sim/actors/tactics/{name}.py": set(tactic.tables) for name, tactic in TACTICS.own.items()}
    assert set().union(*diary) == TABLES.keys() - set().union(*brought.values())
    others = {path: tables for path, tables in written.items() if not path.startswith("src/xhs_sim/diary/")}
    assert {path for path, tables in others.items() if tables != brought.get(path, set())} == set()


def test_each_table_has_one_writer():
    writers = {}
    for path, tree in trees("src"):
        for table in tables_written_in(tree):
            writers.setdefault(table, []).append(named(path))
    assert {table: paths for table, paths in writers.items() if len(paths) > 1} == {}


def test_money_is_written_down_by_a_purse_alone():
    payers = [
        named(path)
        for path, tree in trees("src")
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and "record_payments" in {alias.name for alias in node.names}
    ]
    assert payers == ["src/xhs_sim/actors/brand.py"]
