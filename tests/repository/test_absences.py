"""What ARCHITECTURE.md says is not there, is not there."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from interlock.plugin.host import HOOKS
from tests.repository.sources import Module, called, calls, imports, modules, shipped, stages, strings

OUTSIDE = re.compile(
    r"^(os|io|time|datetime|pathlib|subprocess|socket|shutil|tempfile|random|secrets|glob|platform|locale|getpass"
    r"|urllib|http|ssl|ftplib|smtplib|asyncio|requests|webbrowser|ctypes)(\.|$)"
)
NETWORK = re.compile(r"^(socket|urllib\.(request|error)|http\.|ssl|ftplib|smtplib|requests|webbrowser|xmlrpc)")
PURE_PATHS = {"pathlib.PurePath", "pathlib.PurePosixPath"}
BRIDGES = {"core/interlock/draw/graphviz.py", "core/interlock/analysis/native.py"}  # to the programs dot and oxidd
OUTSIDE_CALLS = {"open", "print", "input", "breakpoint", "os.getenv"}
EVALUATION = {"eval", "exec", "compile", "__import__", "yaml.load", "yaml.unsafe_load", "yaml.full_load"}
PICKLES = re.compile(r"^(pickle|marshal|shelve|dill|cloudpickle)(\.|$)")
MEETS_OUTSIDE = re.compile(  # where a `try` may stand, with what comes in there
    r"^core/interlock/("
    r"syntax/(node|parse|bundle)\.py"  # YAML events, the opener
    r"|draw/graphviz\.py"  # the program dot
    r"|check/solve\.py"  # the solver
    r"|analysis/plan\.py"  # a stranger's analysis
    r"|plugin/\w+\.py"  # a stranger's code
    r"|cli/.*\.py"  # disk, terminal, keyboard
    r"|pipeline(/\w+)?\.py"
    r")$"
)
SPOKEN = {
    "Deep",
    "Large",
    "DDMemoryError",
    "Refused",
    "Uncomputed",
    "Unknowable",
}  # a computation says that it outgrew its budget, the kernel says no, what is asked about is ill-typed
SENTENCE = re.compile(
    r"^(?!an? |the )[^ ]*[A-Za-z`]+[,:]?( [a-z`{][^ ]*){4}"
)  # "a type that ends in ..." is no sentence
SILENT = ("text", "kernel", "diagram", "elaborate", "check", "semantics", "analysis")


def test_no_stage_reads_or_writes_the_outside() -> None:
    found = [
        f"{module.at(node)} imports {name}"
        for module in stages()
        if module.path not in BRIDGES
        for node, name in imports(module.tree)
        if OUTSIDE.match(name) and name not in PURE_PATHS
    ]
    found += [
        f"{m.at(call)} calls {called(call)}"
        for m in stages()
        if m.path not in BRIDGES
        for call in calls(m.tree)
        if called(call) in OUTSIDE_CALLS
    ]
    assert found == []


def test_nothing_opens_a_connection() -> None:
    assert [m.at(node) for m in shipped() for node, name in imports(m.tree) if NETWORK.match(name)] == []


def test_no_place_is_known_to_kernel_diagram_or_analysis() -> None:
    pure = modules(*(f"core/interlock/{stage}" for stage in ("kernel", "diagram", "analysis")))
    places = re.compile(r"^interlock\.text\.(site|source)(\.|$)|\.(Site|Anchor|Source|Span)$")
    assert [f"{m.at(node)} {name}" for m in pure for node, name in imports(m.tree) if places.search(name)] == []


def test_no_sentence_for_a_reader_stands_below_the_report_but_what_a_parser_expected() -> None:
    below = modules(*(f"core/interlock/{stage}" for stage in SILENT))
    assert [f"{m.at(text)} {text.value!r}" for m in below for text in sentences(m.tree)] == []


def sentences(tree: ast.Module) -> Iterator[ast.Constant]:
    """Strings of five words or more; those of exceptions are for us, since exceptions are bugs."""
    raised = {id(n) for r in ast.walk(tree) if isinstance(r, ast.Raise | ast.Assert) for n in ast.walk(r)}
    return (text for text in strings(tree) if id(text) not in raised and SENTENCE.search(str(text.value)))


def test_nothing_happens_by_import() -> None:
    found = [
        f"{module.at(line)} {ast.unparse(line)[:60]}"
        for module in shipped()
        for line in module.tree.body
        if (isinstance(line, ast.Expr) and not isinstance(line.value, ast.Constant))
        or isinstance(line, ast.For | ast.While | ast.With | ast.AugAssign | ast.Delete)
    ]
    assert found == []


def test_no_global_changes() -> None:
    found = [m.at(n) for m in shipped() for n in ast.walk(m.tree) if isinstance(n, ast.Global)]
    found += [m.at(line) for m in shipped() for line in m.tree.body if binds_an_empty_container(line)]
    assert found == []


def binds_an_empty_container(line: ast.stmt) -> bool:
    """Whether a module begins a list, dictionary or set that can only make sense if it is filled later."""
    value = line.value if isinstance(line, ast.Assign | ast.AnnAssign) else None
    if isinstance(value, ast.Call):
        return called(value) == "defaultdict" or (called(value) in {"list", "dict", "set", "deque"} and not value.args)
    return (isinstance(value, ast.List) and not value.elts) or (isinstance(value, ast.Dict) and not value.values)


WORDS_OF_MATHEMATICS = {"arguments"}  # a function has them, too


def test_core_names_no_plugin() -> None:
    names = {
        p.name for p in (PurePosixPath(m.path).parent for m in modules("plugins")) if p.name.startswith("interlock_")
    }
    words = {name.removeprefix("interlock_") for name in names} | names
    spelt = words | {word.replace("_", "-") for word in words}
    assert len(names) >= 2
    spelt -= WORDS_OF_MATHEMATICS | set(HOOKS)
    assert [m.at(text) for m in modules("core") for text in strings(m.tree) if text.value in spelt] == []


def test_no_untyped_dictionary_passes_between_stages() -> None:
    assert [m.at(n) for m in stages() for n in ast.walk(m.tree) if is_untyped_dictionary(n)] == []


def is_untyped_dictionary(node: ast.AST) -> bool:
    """Whether a node is the type of a dictionary of anything by strings."""
    return (
        isinstance(node, ast.Subscript) and re.fullmatch(r"(dict|Mapping)\[str, Any\]", ast.unparse(node)) is not None
    )


def test_yaml_ends_at_syntax() -> None:
    behind = [m for m in shipped() if not m.path.startswith("core/interlock/syntax/")]
    assert [m.at(node) for m in behind for node, name in imports(m.tree) if name.split(".")[0] == "yaml"] == []


def test_a_checked_diagram_is_made_in_one_file_only() -> None:
    makers = {m.path for m in shipped() for call in calls(m.tree) if called(call).split(".")[-1] == "CheckedDiagram"}
    assert makers <= {"core/interlock/check/assemble.py"}


def test_nothing_that_a_proposal_says_is_evaluated() -> None:
    found = [f"{m.at(c)} {called(c)}" for m in shipped() for c in calls(m.tree) if called(c) in EVALUATION]
    found += [f"{m.at(node)} {name}" for m in shipped() for node, name in imports(m.tree) if PICKLES.match(name)]
    assert found == []


def test_try_stands_only_where_the_outside_comes_in_or_a_budget_runs_out_or_the_kernel_says_no() -> None:
    found = [
        module.at(node)
        for module in modules("core")
        if not MEETS_OUTSIDE.match(module.path)
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Try | ast.TryStar) and not SPOKEN.issuperset(caught(node))
    ]
    assert found == []


def caught(node: ast.Try | ast.TryStar) -> set[str]:
    """The names of the exceptions that a `try` catches; a bare `except` catches the empty name."""
    kinds = [handler.type or ast.Name("") for handler in node.handlers]
    each = [one for kind in kinds for one in (kind.elts if isinstance(kind, ast.Tuple) else [kind])]
    return {ast.unparse(one).split(".")[-1] for one in each}


def test_no_handler_catches_everything_but_those_that_hold_a_strangers_code() -> None:
    holds = re.compile(r"^core/interlock/(plugin/\w+|cli/\w+|pipeline|analysis/plan)\.py$")
    found = [m.at(h) for m in shipped() if not holds.match(m.path) for h in broad_handlers(m)]
    assert found == []


def broad_handlers(module: Module) -> Iterator[ast.ExceptHandler]:
    """Handlers of every exception."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ExceptHandler):
            caught = "" if node.type is None else ast.unparse(node.type)
            if caught in {"", "Exception", "BaseException"}:
                yield node
