"""What is personal reaches no output that the config does not list: planted values are searched for in every byte."""

import sys
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import polars as pl
import pytest

from xhs_sim.cli import main
from xhs_sim.config import ConfigError, load_config
from xhs_sim.diary.persons import ATTRIBUTES
from xhs_sim.model import PlatformModel
from xhs_sim.records.columns import PERSON
from xhs_sim.records.store import Records
from xhs_sim.records.tables import TABLES
from xhs_sim.scene import set_scene

ID, NAME, BAND = "zqid", "Zqname", "zqband"
N = 260
SMALL = (f"population.n_users={N}", "n_days=2", "content.history_days=2", "threads=1", "record.panel_share=1")
RARE = f"""# @package _global_
defaults:
  - override /campaign: face_cream
name: rare
graph: {{source: file, tiers: {{koc: 1, junior: 90, waist: 91, head: 92}}}}
population: {{age_bands: {{{BAND}: 0.02}}}}
record: {{touch_share: 1.0, note_share: 1.0}}
campaign:
  {{budget_cny: 4000.0, start_day: 0, burst_days: 1, tier_shares: {{koc: 1.0, junior: 0.0, waist: 0.0, head: 0.0}}}}
study:
  baseline: without
  arms: {{without: [campaign.budget_cny=0], with: []}}
  replicates: 2
"""
SAYS_THE_CONFIG = {"config.yaml", "study.json", "manifest.json"}  # what the owner of the study wrote
OF_GROUPS = {"segment_daily.parquet", "brand_segments.parquet", "lessons.parquet"}  # rows of groups, named as there


@pytest.fixture(scope="module")
def planted(tmp_path_factory):
    """Files with ids and names of people, and a config with a group that few are of."""
    folder = tmp_path_factory.mktemp("handed")
    edges = "".join(f"{ID}{n:04d},{ID}{(n * 7) % N:04d}\n" for n in range(N))
    (folder / "graph.csv").write_text("source,target\n" + edges)
    rows = "".join(f"{NAME} {n},{900 + 10 * n},{200 + n}\n" for n in range(12))
    (folder / "quotes.csv").write_text("nickname,followers,price\n" + rows)
    (folder / "experiment").mkdir()
    (folder / "experiment" / "rare.yaml").write_text(RARE)
    return folder


def people_of(planted):
    """Return the people of the study's first run."""
    files = f"graph.edge_list={planted / 'graph.csv'}", f"campaign.prices.quotes_file={planted / 'quotes.csv'}"
    config = load_config(["experiment=rare", *SMALL, *files], planted)
    return set_scene(config).world


def study(planted, out, *overrides):
    """Compare two arms, with everything that is written; return the folder."""
    with pytest.MonkeyPatch.context() as patch:
        files = f"graph.edge_list={planted / 'graph.csv'}", f"campaign.prices.quotes_file={planted / 'quotes.csv'}"
        asked = ["--config-dir", str(planted), "experiment=rare", *SMALL, *files, *overrides]
        patch.setattr("sys.argv", ["xhs-sim", "compare", *asked, "--workers", "1", "--out", str(out)])
        with pytest.raises(SystemExit) as ended:
            main()
        assert not ended.value.code
        sys.stdout.flush()
    return Path(out)


def texts_and_numbers(path):
    """Return a file's bytes, and those of every value that its table holds."""
    raw = path.read_bytes()
    if path.suffix != ".parquet":
        return raw, set()
    table = pl.read_parquet(path)
    words = "\n".join("\n".join(map(str, table[name].to_list())) for name in table.columns)
    floats = [table[name].drop_nulls().to_numpy() for name, kind in table.schema.items() if kind.is_float()]
    return raw + words.encode(), {float(x) for column in floats for x in column}


@pytest.fixture(scope="module")
def written(planted, tmp_path_factory):
    folder = study(planted, tmp_path_factory.mktemp("study"))
    return {path: texts_and_numbers(path) for path in folder.rglob("*") if path.is_file()}


def holders(written, text):
    return {path.name for path, (content, _) in written.items() if text.encode() in content}


def test_a_study_writes_pages_pictures_and_tables_that_are_searched(written):
    assert {path.suffix for path in written} >= {".parquet", ".html", ".json", ".svg", ".yaml"}
    assert holders(written, "qingrou")  # the search finds what is there


def test_no_id_of_a_follower_graph_reaches_any_byte(written):
    assert holders(written, ID) == set()


def test_no_name_in_a_quotes_file_reaches_any_byte(written):
    assert holders(written, NAME) == set()


def test_a_rare_attribute_stands_in_the_config_and_in_counts_of_groups_alone(written):
    assert holders(written, BAND) <= SAYS_THE_CONFIG | OF_GROUPS


def test_what_no_platform_knows_of_a_person_reaches_no_table(planted, written):
    truth = people_of(planted).truth
    known = {0.0, 0.5, 1.0, *range(9)}  # by chance, as in any table
    latent = {float(x) for column in truth for x in column.ravel()} - known
    assert len(latent) > 6 * N
    assert not [(path.name, found) for path, (_, numbers) in written.items() if (found := numbers & latent)]


def test_what_is_listed_is_written_and_nothing_beside_it(planted, tmp_path):
    folder = study(planted, tmp_path, "record.personal=[ids, files, age_band]")
    found = {path: texts_and_numbers(path) for path in folder.rglob("*") if path.is_file()}
    assert {"user_ids.parquet"} < holders(found, ID)
    assert all(name == "user_ids.parquet" or name.endswith("graph.csv") for name in holders(found, ID))
    assert all(name.endswith("quotes.csv") for name in holders(found, NAME))
    assert holders(found, BAND) - SAYS_THE_CONFIG - OF_GROUPS == {"panel_people.parquet"}
    people = pl.read_parquet(next(folder.rglob("with/*/records/panel_people.parquet")))
    users = people_of(planted).users
    rare = np.flatnonzero(users.age_band[: people.height] == users.age_band.max())
    assert 0 < len(rare) < 20
    assert sorted(people.filter(age_band=BAND)["user"]) == rare.tolist()
    others = [name for name in ATTRIBUTES if name != "age_band"]
    assert all(people[name].is_null().all() for name in others)


@pytest.mark.parametrize("name", ATTRIBUTES)
def test_each_attribute_is_told_alone_and_only_of_the_panel(name):
    model = PlatformModel(load_config([*SMALL, f"record.personal=[{name}]", "record.panel_share=0.2"])).run()
    people, seen = (Records(model.recorder)[table] for table in ("panel_people", "panel"))
    assert set(seen["user"]) <= set(people["user"])
    assert people.height == model.cast.watching.is_panel.sum() < N / 2
    assert {other for other in ATTRIBUTES if people[other].is_not_null().any()} == {name}


def test_what_may_be_listed_is_a_closed_list():
    with pytest.raises(ConfigError, match="personal"):
        load_config(["record.personal=[telephone]"])


def test_no_other_table_holds_a_persons_attribute_beside_the_person():
    nouns = {"genders", "age_bands", "city_tiers", "education_levels"}
    attributes = {*ATTRIBUTES, "id"}

    def tells(columns):
        has_person = any(column is PERSON or column == PERSON for column in [columns.get("user")])
        return has_person and any(name in attributes or each.noun in nouns for name, each in columns.items())

    assert {name for name, columns in TABLES.items() if tells(columns)} == {"user_ids", "panel_people"}
    leak = SimpleNamespace(noun="genders")
    assert tells({"user": PERSON, "who": leak})  # the law can fail
