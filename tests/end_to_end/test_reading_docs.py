"""Reading and updating as the pages tell them, and every key of their JSON."""

import re
import shutil
from pathlib import Path

import pytest

from servers import Model, answered, served
from terminal import detente

ROOT = Path(__file__).parents[2]
FREE = {"provenance"}
"""Objects whose keys are names."""


@pytest.fixture
def desk(tmp_path):
    shutil.copytree(ROOT / "tests" / "articles", tmp_path / "tests" / "articles")
    shutil.copytree(ROOT / "tests" / "cases" / "fishery", tmp_path / "tests" / "cases" / "fishery")
    return tmp_path


def keys_of(told):
    if isinstance(told, dict):
        for key, value in told.items():
            yield key
            if key not in FREE:
                yield from keys_of(value)
    elif isinstance(told, list):
        for value in told:
            yield from keys_of(value)


def test_the_page_says_true_things_of_the_two_articles(desk):
    said = detente("read", "tests/articles/courier.txt", "tests/articles/daily.txt", "--json", at=desk).json
    assert any(one.get("disputes") for one in said["claims"]), "whether Iceland met Russia"
    assert any(one.get("supports") for one in said["claims"])


def test_every_key_of_the_json_is_documented(desk):
    page = (ROOT / "docs" / "reference" / "json.md").read_text("utf-8")
    told = set(re.findall(r"`([a-z_0-9]+)`", page))
    fishery, courier, daily = "tests/cases/fishery", "tests/articles/courier.txt", "tests/articles/daily.txt"
    with served(Model(answered())) as address:
        model = ["--llm-base-url", f"{address}/v1", "--llm-model", "m", "--llm-cache", "kept"]
        commands = [
            ["read", courier, daily, "--out", "drafts/fish"],
            ["read", courier, "--reader", "both", *model],
            ["read", courier, courier, "--into", fishery, "--dry-run"],
            ["update", fishery, courier, daily, "--worlds", 60],
            ["update", fishery, daily, "--worlds", 60, "--as-of", "2030-03-12"],
        ]
        printed = set()
        for command in commands:
            said = detente(*command, "--json", at=desk)
            assert said.code == 0, said.err
            printed |= set(keys_of(said.json))
    assert printed - told == set()
