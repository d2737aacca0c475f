"""`case.yaml` read strictly: every value as the text it is, without aliases, tags, duplicate keys or deep nesting.

YAML 1.1 guesses what a plain word means (`no` becomes false, `12:30` becomes 750, `017` becomes 15). Nothing is
guessed here: scalars stay text and the models of the case say which of them is a number.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from lodeshift.errors import Problem

MAX_DEPTH: Final = 8
MAX_CHARACTERS: Final = 200_000

Tree = dict[str, "Tree"] | list["Tree"] | str
KeyPath = tuple[str, ...]


def parse(text: str, file: str) -> tuple[dict[str, Tree], dict[KeyPath, int], list[Problem]]:
    """Read YAML text whose top level is a mapping.

    Returns
    -------
    tree : mappings, lists and text; empty where the text cannot be read at all.
    lines : line of each key, by the path of keys that leads to it (list positions as text: ("years", "0")).
    problems : everything that is wrong, with the line as row.
    """
    if len(text) > MAX_CHARACTERS:
        return (
            {},
            {},
            [Problem("file.too_large", file, None, "text", f"{len(text):,} characters", f"at most {MAX_CHARACTERS:,}")],
        )
    try:
        problems = list(_refused(text, file))
        node = None if problems else yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        return {}, {}, [_unreadable(error, file)]
    if problems:
        return {}, {}, problems
    if not isinstance(node, MappingNode):
        found = "nothing" if node is None else _kind(node)
        return {}, {}, [Problem("yaml.no_mapping", file, None, "text", found, "lines such as 'name: my-city'")]
    lines: dict[KeyPath, int] = {}
    tree = _tree(node, (), file, lines, problems)
    return (tree if isinstance(tree, dict) else {}), lines, problems


def _refused(text: str, file: str) -> Iterator[Problem]:
    """Problems of the event stream, which is read without building anything (so no alias can grow)."""
    depth = documents = 0
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        line = event.start_mark.line + 1 if event.start_mark else None
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                yield Problem("yaml.second_document", file, line, "document", "a second document", "one document")
                return
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            yield Problem(
                "yaml.alias", file, line, "alias", "an anchor or alias (& or *)", "the value itself", "write it out"
            )
        if isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent) and event.tag is not None:
            yield Problem("yaml.tag", file, line, "tag", str(event.tag), "no tag (!)")
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > MAX_DEPTH:
                yield Problem("yaml.too_deep", file, line, "nesting", f"more than {MAX_DEPTH} levels", "a flatter text")
                return
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


def _unreadable(error: yaml.YAMLError, file: str) -> Problem:
    what = " ".join(str(part) for part in (getattr(error, "context", ""), getattr(error, "problem", "")) if part)
    mark = error.problem_mark if isinstance(error, yaml.MarkedYAMLError) else None
    return Problem(
        "file.not_yaml", file, None if mark is None else mark.line + 1, "text", what or str(error), "readable YAML"
    )


def _kind(node: Node) -> str:
    if isinstance(node, SequenceNode):
        return "a list"
    return "a mapping" if isinstance(node, MappingNode) else "a single value"


def _tree(node: Node, path: KeyPath, file: str, lines: dict[KeyPath, int], problems: list[Problem]) -> Tree:
    if isinstance(node, ScalarNode):
        return str(node.value)
    if isinstance(node, SequenceNode):
        found: list[Tree] = []
        for i, each in enumerate(node.value):
            lines[(*path, str(i))] = each.start_mark.line + 1
            found.append(_tree(each, (*path, str(i)), file, lines, problems))
        return found
    result: dict[str, Tree] = {}
    for key_node, value_node in node.value:
        line = key_node.start_mark.line + 1
        if not isinstance(key_node, ScalarNode):
            problems.append(Problem("yaml.key", file, line, "key", f"{_kind(key_node)} as key", "a word"))
            continue
        key = str(key_node.value)
        if key in result:
            problems.append(Problem("yaml.double_key", file, line, key, "the key a second time", "each key once"))
            continue
        lines[(*path, key)] = line
        result[key] = _tree(value_node, (*path, key), file, lines, problems)
    return result
