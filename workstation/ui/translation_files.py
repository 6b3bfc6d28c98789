"""Makes the translation files from the source: `python -m workstation.ui.translation_files` (`make translations`).

Every text that goes through `tr` is found in the syntax of the modules; texts that stand in tables (titles of commands
and presets) are asked of the tables. Translations already made are kept, those no longer needed are dropped.
"""

from __future__ import annotations

import ast
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import PySide6

from viewers.qt.translated import CONTEXT
from workstation.ui.language import ENGLISH, LANGUAGES
from workstation.ui.translated_tables import table_texts

ROOT = Path(__file__).resolve().parents[2]
FOLDER = Path(__file__).resolve().parent / "translations"
PACKAGES = ("viewers/qt", "workstation/ui")


class UntranslatableError(Exception):
    """A call of `tr` whose text is neither written there nor a constant."""


@dataclass
class _Module:
    """A parsed module with its constants of text and where imported names come from."""

    tree: ast.Module
    constants: dict[str, str] = field(default_factory=dict)
    tables: dict[str, tuple[str, ...]] = field(default_factory=dict)
    imported: dict[str, tuple[str, str]] = field(default_factory=dict)


def source_texts() -> tuple[str, ...]:
    """Every text of the interface, sorted, each once. Raises `UntranslatableError` naming module and line."""
    modules = {_name(path): _parsed(path) for path in _paths()}
    found = {text for name in modules for text in _texts_of(name, modules)}
    return tuple(sorted(found | set(table_texts())))


def _paths() -> Iterator[Path]:
    for package in PACKAGES:
        yield from sorted((ROOT / package).rglob("*.py"))


def _name(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts)


def _parsed(path: Path) -> _Module:
    module = _Module(ast.parse(path.read_text(encoding="utf-8"), str(path)))
    for node in module.tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            _take_constant(module, node.targets[0].id, node.value)
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.value is not None:
            _take_constant(module, node.target.id, node.value)
    for found in ast.walk(module.tree):
        if isinstance(found, ast.ImportFrom) and found.module is not None:
            module.imported.update({a.asname or a.name: (found.module, a.name) for a in found.names})
    return module


def _take_constant(module: _Module, name: str, value: ast.expr) -> None:
    if isinstance(value, ast.Constant) and isinstance(value.value, str):
        module.constants[name] = value.value
    elif isinstance(value, ast.Dict):
        texts = [one.value for one in value.values if isinstance(one, ast.Constant)]
        module.tables[name] = tuple(text for text in texts if isinstance(text, str) and text)


def _texts_of(name: str, modules: Mapping[str, _Module]) -> Iterator[str]:
    module = modules[name]
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "tr":
            yield from _texts_of_argument(node.args[0], name, modules)


def _texts_of_argument(argument: ast.expr, name: str, modules: Mapping[str, _Module]) -> Iterator[str]:
    """The texts that one call may be given; those that come from tables are found there."""
    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
        yield argument.value
    elif isinstance(argument, ast.IfExp):
        yield from _texts_of_argument(argument.body, name, modules)
        yield from _texts_of_argument(argument.orelse, name, modules)
    elif isinstance(argument, ast.Name):
        text = _constant(argument.id, name, modules)
        if text is not None:
            yield text
    elif isinstance(argument, ast.Subscript) and isinstance(argument.value, ast.Name):
        yield from _table(argument.value.id, name, modules)
    elif isinstance(argument, ast.JoinedStr | ast.BinOp):
        raise UntranslatableError(f"{name}, line {argument.lineno}: a text put together cannot be translated")


def _constant(constant: str, name: str, modules: Mapping[str, _Module]) -> str | None:
    module = modules[name]
    if constant in module.constants:
        return module.constants[constant]
    origin = module.imported.get(constant)
    return modules[origin[0]].constants.get(origin[1]) if origin is not None and origin[0] in modules else None


def _table(table: str, name: str, modules: Mapping[str, _Module]) -> tuple[str, ...]:
    module = modules[name]
    if table in module.tables:
        return module.tables[table]
    origin = module.imported.get(table)
    return modules[origin[0]].tables.get(origin[1], ()) if origin is not None and origin[0] in modules else ()


def translations_in(path: Path) -> dict[str, str]:
    """The finished translations of a .ts file by source text; none when it is not there."""
    if not path.is_file():
        return {}
    found = {}
    for message in ElementTree.parse(path).iter("message"):
        source, translation = message.find("source"), message.find("translation")
        if source is not None and translation is not None and translation.text and source.text:
            found[source.text] = translation.text
    return found


def written_ts(language: str, texts: Iterable[str], translations: Mapping[str, str]) -> str:
    """A Qt Linguist file; what is not translated yet is marked unfinished."""
    root = ElementTree.Element("TS", version="2.1", language=language, sourcelanguage=ENGLISH)
    context = ElementTree.SubElement(root, "context")
    ElementTree.SubElement(context, "name").text = CONTEXT
    for text in texts:
        message = ElementTree.SubElement(context, "message")
        ElementTree.SubElement(message, "source").text = text
        translation = ElementTree.SubElement(message, "translation")
        translation.text = translations.get(text)
        if text not in translations:
            translation.set("type", "unfinished")
    ElementTree.indent(root, " ")
    body = ElementTree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{body}\n'


def ts_path(language: str) -> Path:
    """The Linguist file of a language."""
    return FOLDER / f"foramen_{language}.ts"


def compile_ts(path: Path, target: Path) -> None:
    """Make the file that the program loads. Raises `CalledProcessError` when Qt's tool refuses the source."""
    tool = Path(PySide6.__file__).parent / "lrelease"
    subprocess.run([tool, "-silent", path, "-qm", target], check=True)


def main() -> None:
    """Bring every language up to date; says how much of each is translated."""
    texts = source_texts()
    for language in LANGUAGES:
        if language == ENGLISH:
            continue
        path = ts_path(language)
        kept = {text: made for text, made in translations_in(path).items() if text in texts}
        path.write_text(written_ts(language, texts, kept), encoding="utf-8")
        compile_ts(path, path.with_suffix(".qm"))
        sys.stdout.write(f"{path.name}: {len(kept)} of {len(texts)} texts\n")


if __name__ == "__main__":
    main()
