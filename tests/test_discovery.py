"""Plugins as strangers install them: a module and a .dist-info in a folder on the import path."""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from textwrap import dedent

import pytest

import tiaoli
from tiaoli import discovery
from tiaoli.choosing import rank
from tiaoli.discovery import LoadedPlugin, plugins
from tiaoli.errors import PluginError, UsageError
from tiaoli.hookspecs import Recognition
from tiaoli.source import Source

Install = Callable[..., None]
OURS = tomllib.loads(Path(__file__).parent.with_name("pyproject.toml").read_text("utf-8"))["project"]["entry-points"][
    "tiaoli"
]

READER = """
    from tiaoli.plugin import Recognition, hookimpl

    TIAOLI_API = "1"

    class Reader:
        name = {name!r}
        media_types = ["application/x-test"]
        extensions = [".test"]

        def recognise(self, source):
            return Recognition(1, "by its name")

        def read(self, source, site):
            raise NotImplementedError

    @hookimpl
    def tiaoli_readers():
        return [Reader()]
"""


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Install]:
    """Installs one plugin: install(module, code) under the distribution and entry-point names it is given."""
    monkeypatch.syspath_prepend(tmp_path)
    before = set(sys.modules)
    discovery.forget()

    def write(module: str, code: str, *, distribution: str | None = None, name: str | None = None) -> None:
        distribution = distribution or module.replace("_", "-")
        info = tmp_path / f"{distribution.replace('-', '_')}-2.5.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {distribution}\nVersion: 2.5\n")
        (info / "entry_points.txt").write_text(f"[tiaoli]\n{name or module} = {module}\n")
        (tmp_path / f"{module}.py").write_text(dedent(code))
        discovery.forget()

    yield write
    discovery.forget()
    for module in set(sys.modules) - before:
        if module.startswith("acme_"):
            del sys.modules[module]


def found(name: str) -> LoadedPlugin:
    return next(plugin for plugin in plugins() if plugin.name == name)


def error(name: str) -> str:
    return found(name).error or ""


def test_a_good_plugin_is_found_with_its_reader(install: Install) -> None:
    install("acme_good", READER.format(name="acme"), distribution="acme-good")

    plugin = found("acme_good")

    assert (plugin.distribution, plugin.version, plugin.module) == ("acme-good", "2.5", "acme_good")
    assert (plugin.error, plugin.warnings) == (None, ())
    assert [reader.name for reader in plugin.readers] == ["acme"]
    assert "acme" in [reader.name for reader in discovery.readers()]


def test_our_own_plugins_are_found_as_a_strangers_are() -> None:
    ours = [plugin for plugin in plugins() if plugin.distribution == "tiaoli"]

    assert [plugin.name for plugin in ours] == sorted(OURS)
    assert {(plugin.error, plugin.warnings) for plugin in ours} == {(None, ())}


def test_plugins_come_in_the_order_of_distribution_and_name(install: Install) -> None:
    install("acme_one", READER.format(name="one"), distribution="zeta")
    install("acme_two", READER.format(name="two"), distribution="alpha")

    keys = [plugin.key for plugin in plugins()]

    assert keys == sorted(keys)


FAULTY = {
    "a module that does not import": ("import nothing_of_the_kind", "nothing_of_the_kind"),
    "a module that leaves the program": ("raise SystemExit(3)", "it does not import: SystemExit: 3"),
    "a module without hooks": ('TIAOLI_API = "1"', "it offers nothing"),
    "a misspelt hook": (
        READER.format(name="acme").replace("tiaoli_readers", "tiaoli_reeders"),
        "no hook 'tiaoli_reeders' (did you mean tiaoli_readers?)",
    ),
    "a hook without the prefix": (
        READER.format(name="acme").replace("tiaoli_readers", "readers"),
        "no hook 'readers'",
    ),
    "a hook without its mark": (READER.format(name="acme").replace("@hookimpl", ""), "lacks its mark"),
    "an unmarked hook beside a marked one": (
        READER.format(name="acme") + "\n    def tiaoli_parsers():\n        return []\n",
        "tiaoli_parsers (line 21) lacks its mark",
    ),
    "a hook that wants an argument": (
        READER.format(name="acme").replace("tiaoli_readers()", "tiaoli_readers(host)"),
        "its hooks do not fit",
    ),
    "another major of the interface": (
        READER.format(name="acme").replace('"1"', '"2.1"'),
        "written for interface '2.1'; this tiaoli has '1.0'",
    ),
    "a version that is no string": (READER.format(name="acme").replace('"1"', "1"), "written for interface 1;"),
    "a hook that raises": (READER.format(name="acme").replace("[Reader()]", "1 / 0"), "failed: ZeroDivisionError"),
    "a hook that returns nothing": (READER.format(name="acme").replace("[Reader()]", "None"), "returned None"),
    "a hook that returns no list": (READER.format(name="acme").replace("[Reader()]", "7"), "failed: TypeError"),
    "a class for an object": (READER.format(name="acme").replace("Reader()]", "Reader]"), "return an instance"),
    "a reader without a name": (READER.format(name=""), "needs a name"),
    "a reader that cannot read": (READER.format(name="acme").replace("def read(", "def reed("), "no method read"),
    "extensions in one string": (READER.format(name="acme").replace('[".test"]', '".test"'), "list of strings"),
    "one name twice in one plugin": (
        READER.format(name="acme").replace("[Reader()]", "[Reader(), Reader()]"),
        "two readers with one name: acme",
    ),
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of plugins that nobody installed."""
    monkeypatch.setenv("TIAOLI_PLUGINS_DIR", str(tmp_path))
    discovery.forget()
    yield tmp_path
    discovery.forget()
    for module in [name for name in sys.modules if name.startswith("acme_")]:
        del sys.modules[module]


def test_modules_and_packages_of_a_folder_are_plugins(folder: Path) -> None:
    (folder / "acme_module.py").write_text(dedent(READER.format(name="one")))
    (folder / "acme_package").mkdir()
    (folder / "acme_package/__init__.py").write_text("from acme_package.inner import *\n")
    (folder / "acme_package/inner.py").write_text(dedent(READER.format(name="two")))
    (folder / "_helper.py").write_text("raise SystemExit")
    (folder / "notes.txt").write_text("no plugin")

    assert [reader.name for reader in found("acme_module").readers] == ["one"]
    assert [reader.name for reader in found("acme_package").readers] == ["two"]
    assert found("acme_module").key == "plugins-dir:acme_module"
    assert len(plugins()) == len(plugins(disabled=["acme_module", "acme_package"])) + 2


def test_a_faulty_module_of_a_folder_is_listed_with_its_error(folder: Path) -> None:
    (folder / "acme_bad.py").write_text("import nothing_of_the_kind")

    assert "nothing_of_the_kind" in error("acme_bad")
    assert "acme_bad" not in sys.modules


def test_a_module_of_a_folder_takes_no_name_from_another(folder: Path) -> None:
    (folder / "json.py").write_text(dedent(READER.format(name="one")))

    assert "another module is named json; rename json.py" in error("json")


def test_a_folder_of_plugins_that_is_not_there_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TIAOLI_PLUGINS_DIR", str(tmp_path / "absent"))

    with pytest.raises(UsageError, match="absent is no folder"):
        plugins()


def test_alone_tiaoli_uses_only_what_it_brings(install: Install, monkeypatch: pytest.MonkeyPatch) -> None:
    install("acme_good", READER.format(name="acme"))
    monkeypatch.setenv("TIAOLI_NO_PLUGINS", "1")

    assert {plugin.distribution for plugin in plugins()} == {"tiaoli"}
    assert "acme_good" not in sys.modules
    assert [plugin.name for plugin in discovery.installed() if plugin.disabled] == ["acme_good"]


@pytest.mark.parametrize("fault", FAULTY)
def test_a_faulty_plugin_is_listed_with_its_error_and_stops_no_other(install: Install, fault: str) -> None:
    code, message = FAULTY[fault]
    install("acme_bad", code)
    install("acme_good", READER.format(name="good"))

    assert message in error("acme_bad")
    assert found("acme_bad").readers == ()
    assert found("acme_good").error is None


def test_a_strict_run_raises_what_is_wrong_with_any_plugin(install: Install, monkeypatch: pytest.MonkeyPatch) -> None:
    install("acme_bad", "import nothing_of_the_kind")
    monkeypatch.setenv("TIAOLI_STRICT_PLUGINS", "1")

    with pytest.raises(PluginError, match="acme-bad:acme_bad: it does not import: ModuleNotFoundError"):
        plugins()


def test_a_later_minor_of_the_interface_is_accepted(install: Install) -> None:
    install("acme_good", READER.format(name="acme").replace('"1"', '"1.7"'))

    assert found("acme_good").error is None


def test_a_plugin_that_states_no_interface_is_used_with_a_warning(install: Install) -> None:
    install("acme_silent", READER.format(name="acme").replace('TIAOLI_API = "1"', ""))

    assert found("acme_silent").error is None
    assert "TIAOLI_API" in found("acme_silent").warnings[0]


def test_a_disabled_plugin_is_not_even_imported(install: Install, monkeypatch: pytest.MonkeyPatch) -> None:
    install("acme_off", READER.format(name="acme"), distribution="acme-off")
    monkeypatch.setenv("TIAOLI_DISABLED_PLUGINS", "acme-off:acme_off")

    assert "acme_off" not in [plugin.name for plugin in plugins()]
    assert "acme_off" not in sys.modules


def test_a_plugin_can_be_disabled_by_name_from_python(install: Install) -> None:
    install("acme_off", READER.format(name="acme"))

    assert "acme_off" not in [plugin.name for plugin in plugins(disabled=["acme_off"])]
    assert "acme_off" not in sys.modules


def test_two_plugins_of_one_name_are_both_used_and_both_say_so(install: Install) -> None:
    install("acme_one", READER.format(name="one"), distribution="acme-one", name="same")
    install("acme_two", READER.format(name="two"), distribution="acme-two", name="same")

    same = [plugin for plugin in plugins() if plugin.name == "same"]

    assert [reader.name for plugin in same for reader in plugin.readers] == ["one", "two"]
    assert [plugin.warnings for plugin in same] == [
        ("acme-two:same has the same plugin name",),
        ("acme-one:same has the same plugin name",),
    ]


def test_a_reader_name_that_two_plugins_claim_stays_with_the_first(install: Install) -> None:
    install("acme_two", READER.format(name="both"), distribution="acme-two")
    install("acme_one", READER.format(name="both"), distribution="acme-one")

    assert [reader.name for reader in found("acme_one").readers] == ["both"]
    assert found("acme_two").readers == ()
    assert "claimed by acme-two:acme_two too" in found("acme_one").warnings[0]
    assert "refused: acme-one:acme_one has that name" in found("acme_two").warnings[0]


def test_choosing_a_name_that_two_plugins_claim_names_both(install: Install) -> None:
    install("acme_one", READER.format(name="both"))
    install("acme_two", READER.format(name="both"))

    with pytest.raises(UsageError, match="acme-one:acme_one and acme-two:acme_two"):
        discovery.chosen("reader", "both")


def test_disabling_one_of_two_gives_the_name_to_the_other(install: Install, monkeypatch: pytest.MonkeyPatch) -> None:
    install("acme_one", READER.format(name="both"))
    install("acme_two", READER.format(name="both"))
    monkeypatch.setenv("TIAOLI_DISABLED_PLUGINS", "acme_one")

    assert discovery.chosen("reader", "both") is found("acme_two").readers[0]


def test_an_unknown_reader_is_answered_with_the_nearest_name(install: Install) -> None:
    install("acme_good", READER.format(name="goodness"))

    with pytest.raises(UsageError, match=r"no reader is named 'godness' \(did you mean goodness\?\)"):
        discovery.chosen("reader", "godness")


def test_the_origin_of_a_reader_is_its_plugin(install: Install) -> None:
    install("acme_good", READER.format(name="good"))

    assert discovery.origin("reader", "good") == "acme-good:acme_good"


class Candidate:
    """A reader that says of every source what it was made to say."""

    media_types: tuple[str, ...] = ("text/plain",)
    extensions = ()

    def __init__(self, name: str, answer: object) -> None:
        self.name = name
        self.answer = answer

    def recognise(self, subject: object) -> object:
        if isinstance(self.answer, BaseException):
            raise self.answer
        return self.answer


def ranking(*candidates: Candidate) -> list[tuple[str, float]]:
    return [(entry.name, entry.score) for entry in rank(candidates, Source(b""))[0]]


def test_the_highest_score_comes_first_and_equal_ones_by_name() -> None:
    candidates = [
        Candidate(name, Recognition(score, "")) for name, score in [("c", 0.5), ("b", 0.5), ("a", 0), ("d", 1)]
    ]

    assert ranking(*candidates) == [("d", 1.0), ("b", 0.5), ("c", 0.5), ("a", 0.0)]


def test_a_score_counts_half_outside_the_formats_that_a_reader_declares() -> None:
    greedy, modest = Candidate("greedy", Recognition(1, "everything")), Candidate("modest", Recognition(0.9, "text"))
    greedy.media_types = ("application/x-greedy",)

    assert ranking(greedy, modest) == [("modest", 0.9), ("greedy", 0.5)]


def test_a_reader_that_claims_everything_takes_nothing_from_the_others(install: Install) -> None:
    install("acme_greedy", READER.format(name="greedy"))

    assert tiaoli.convert("一、修桥\n好。\n".encode(), uri="a.txt").produced_by.reader == "text"
    assert tiaoli.convert(b"<!DOCTYPE html><p>a</p>", uri="a.html").produced_by.reader == "html"
    assert tiaoli.convert(b"x", uri="a.test").produced_by.reader == "greedy"


def test_who_recognises_nothing_is_not_ranked() -> None:
    assert ranking(Candidate("a", None)) == []


@pytest.mark.parametrize("score", [7, -0.1, float("nan"), float("inf"), "1", None, True])
def test_a_score_that_is_no_number_from_0_to_1_is_a_diagnostic(score: object) -> None:
    ranked, diagnostics = rank([Candidate("mad", Recognition(score, "sure"))], Source(b""))  # type: ignore[arg-type]

    assert ranked == []
    assert [(remark.code, remark.params["plugin"]) for remark in diagnostics] == [("plugin.bad-result", "reader mad")]
    assert f"{score!r}, not a number from 0 to 1" in diagnostics[0].message()


def test_a_result_that_is_no_recognition_is_a_diagnostic() -> None:
    _, diagnostics = rank([Candidate("mad", 0.7)], Source(b""))

    assert "gave 0.7, not a Recognition" in diagnostics[0].message()


@pytest.mark.parametrize("failure", [ValueError("no such thing"), SystemExit("no such thing")])
def test_a_reader_that_raises_is_a_diagnostic_and_the_others_are_asked(failure: BaseException) -> None:
    ranked, diagnostics = rank([Candidate("mad", failure), Candidate("well", Recognition(1, ""))], Source(b""))

    assert [entry.name for entry in ranked] == ["well"]
    assert [remark.code for remark in diagnostics] == ["reader.recognise-failed"]
    assert "no such thing" in diagnostics[0].message()


def test_a_parser_that_raises_is_named_as_a_parser() -> None:
    _, diagnostics = rank([Candidate("mad", ValueError("no"))], "a page")

    assert [(remark.code, remark.params["parser"]) for remark in diagnostics] == [("parser.recognise-failed", "mad")]


def test_what_the_user_asked_in_vain_is_no_fault_of_the_reader() -> None:
    with pytest.raises(UsageError, match="unknown encoding"):
        rank([Candidate("mad", UsageError("unknown encoding"))], Source(b""))
