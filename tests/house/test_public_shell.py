"""What a stranger meets first: licence, citation, package metadata, issue forms, the public host's workflow."""

import hashlib
import re
import tomllib

import pytest
import yaml
from house import ROOT, files

import xhs_sim

APACHE_2 = "cfc7749b96f63bd31c3c42b5c471bf756814053e847c10f3eb003417bc523d30"  # of the text as Apache gives it out
FORMS = [path for path in files(".github/ISSUE_TEMPLATE", "*.yml") if path.name != "config.yml"]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
CITATION = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))


def test_the_licence_is_the_apache_licence_to_the_letter():
    assert hashlib.sha256((ROOT / "LICENSE").read_bytes()).hexdigest() == APACHE_2
    assert PROJECT["license"] == CITATION["license"] == "Apache-2.0"
    assert PROJECT["license-files"] == ["LICENSE"]


def test_the_citation_names_this_version_and_all_that_the_format_asks_for():
    assert {"cff-version", "message", "title", "authors", "version", "date-released"} <= CITATION.keys()
    assert CITATION["cff-version"] == "1.2.0"
    assert CITATION["version"] == xhs_sim.__version__
    assert all(author.keys() <= {"name", "family-names", "given-names", "orcid"} for author in CITATION["authors"])


def test_the_pythons_that_are_named_are_those_that_are_allowed_and_checked():
    low, high = re.fullmatch(r">=3\.(\d+),<3\.(\d+)", PROJECT["requires-python"]).groups()
    allowed = [f"3.{minor}" for minor in range(int(low), int(high))]
    named = [name.rsplit(" ", 1)[1] for name in PROJECT["classifiers"] if "Python :: 3." in name]
    workflow = yaml.safe_load((ROOT / ".github" / "workflows" / "check.yml").read_text(encoding="utf-8"))
    assert named == allowed == workflow["jobs"]["check"]["strategy"]["matrix"]["python"]


def test_the_public_host_runs_nothing_but_the_projects_own_scripts():
    workflow = yaml.safe_load((ROOT / ".github" / "workflows" / "check.yml").read_text(encoding="utf-8"))
    steps = [step for job in workflow["jobs"].values() for step in job["steps"] if "run" in step]
    targets = set(re.findall(r"^([a-z-]+):.*##", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    ours = {"bash .ci/run"} | {f"make {target}" for target in targets}
    strange = [step["run"] for step in steps if step["run"] not in ours and "name" not in step]
    assert not strange, "a step of the host's own says by its name what it is for"
    assert "bash .ci/run" in [step["run"] for step in steps]


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_issue_forms_are_forms_and_speak_both_languages(path):
    form = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert {"name", "description", "body"} <= form.keys()
    assert all(part["type"] in {"input", "textarea", "dropdown", "checkboxes", "markdown"} for part in form["body"])
    labels = [part["attributes"]["label"] for part in form["body"]]
    assert all(re.search("[\u4e00-\u9fff]", label) and re.search("[A-Za-z]", label) for label in labels)
