"""The made-up plan, shared by the tests of the report; never written to by a test."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from lodeshift.records.plan import Plan
from lodeshift.reporting.telling import Telling
from lodeshift.reporting.words.texts import Words


def _sample() -> ModuleType:
    name = "lodeshift_sample_plan"
    if name not in sys.modules:
        spec = importlib.util.spec_from_file_location(name, Path(__file__).with_name("sample_plan.py"))
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        sys.modules[name] = module
        spec.loader.exec_module(module)
    return sys.modules[name]


@pytest.fixture(scope="session")
def sample() -> ModuleType:
    """The module that makes plans."""
    return _sample()


@pytest.fixture(scope="session")
def plan(sample: ModuleType) -> Plan:
    """Four representative weeks."""
    made: Plan = sample.sample_plan(672)
    return made


@pytest.fixture(scope="session")
def whole_year(sample: ModuleType) -> Plan:
    """All 8760 hours."""
    made: Plan = sample.sample_plan(8760)
    return made


@pytest.fixture(scope="session")
def empty(sample: ModuleType) -> Plan:
    """One year, no goals, no variants."""
    made: Plan = sample.empty_plan()
    return made


@pytest.fixture(scope="session")
def telling(plan: Plan, sample: ModuleType) -> Telling:
    """The plan told in English."""
    return Telling(plan, Words("en"), sample.sample_sources(), sample.SAMPLE_META)


@pytest.fixture(scope="session")
def telling_zh(plan: Plan, sample: ModuleType) -> Telling:
    """The plan told in Chinese."""
    return Telling(plan, Words("zh"), sample.sample_sources(), sample.SAMPLE_META)
