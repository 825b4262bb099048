"""Where rules/ and models/ lie (wheel or checkout), and how their YAML files are read and validated."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from auditor.errors import ConfigError

T = TypeVar("T")

_PACKAGE = Path(__file__).resolve().parent

#: What is in a checkout but not in a wheel, and what to do where it is asked for.
_CHECKOUT_ONLY = {"corpora": ("安装包不带训练语料 corpora/", "请取得本程序的源代码，在源代码目录里安装后再运行。")}


def data_dir(name: str) -> Path:
    """Return the folder ``name`` (``rules``, ``models``, ``corpora``) of the wheel or of the checkout.

    Raises:
        ConfigError: the folder is in neither place.
    """
    for base in (_PACKAGE / "_data", _PACKAGE.parent):
        if (base / name).is_dir():
            return base / name
    raise ConfigError(*_CHECKOUT_ONLY.get(name, (f"程序的数据目录 {name}/ 不见了", "请重新安装本程序。")))


def load_yaml(path: Path, kind: type[T]) -> T:
    """Read one YAML file as an instance of ``kind`` (a dataclass or any type that pydantic validates).

    Raises:
        ConfigError: unreadable file, broken YAML, a key that ``kind`` does not know, a missing key or a wrong type;
            the reason names file and line.
    """
    import yaml

    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"读不出配置文件 {path}（{error}）", "请检查文件是否存在、是否为 UTF-8 编码。") from error
    try:
        loader = yaml.CSafeLoader(text)
        node = loader.get_single_node()
        _refuse_duplicates(node, path)
        data = None if node is None else loader.construct_document(node)
    except yaml.YAMLError as error:
        line = getattr(getattr(error, "problem_mark", None), "line", 0) + 1
        raise ConfigError(f"{path}:{line} 不是正确的 YAML", "请检查缩进、冒号和引号。") from error
    return validate(data, kind, str(path), lambda: node)


def section(path: Path, key: str) -> Any:
    """Return the YAML node tree under ``key`` of a file that has been loaded before, to name lines in it."""
    import yaml

    node: Any = yaml.compose(path.read_text(encoding="utf-8-sig"), Loader=yaml.CSafeLoader)
    return next((value for name, value in node.value if name.value == key), node)


def validate(data: Any, kind: type[T], name: str, tree: Callable[[], Any] | None = None) -> T:
    """Return ``data`` as an instance of ``kind``.

    Args:
        data: plain dicts, lists and scalars.
        kind: the target type; unknown keys are refused where it says so (``__pydantic_config__``).
        name: file or place to name in the message.
        tree: gives the YAML node tree of the same data, to name the line.

    Raises:
        ConfigError: the data does not fit; names ``name`` and, where ``tree`` is given, the line.
    """
    from pydantic import ValidationError

    try:
        return _adapter(kind).validate_python(data)  # type: ignore[no-any-return, arg-type]
    except ValidationError as error:
        # A mistyped key is told as such, not as the key that is missing.
        first = min(error.errors(), key=lambda item: item["type"] not in _UNKNOWN)
        place = name if tree is None else f"{name}:{_line_of(tree(), first['loc'])}"
        key = ".".join(str(part) for part in first["loc"])
        # What a class of ours refuses by itself is told in its own words.
        what = str(first["ctx"]["error"]) if first["type"] == "value_error" else _EXPLAIN.get(first["type"], first["msg"])
        raise ConfigError(f"{place} {f'“{key}”' if key else ''}{what}", "请对照文档改正后重试。") from error


_UNKNOWN = frozenset({"unexpected_keyword_argument", "extra_forbidden"})
_EXPLAIN = {
    "unexpected_keyword_argument": "是未知的配置项",
    "extra_forbidden": "是未知的配置项",
    "missing": "缺少",
    "missing_argument": "缺少",
    "string_type": "应当是文字",
    "list_type": "应当是列表",
    "tuple_type": "应当是列表",
    "float_type": "应当是数字",
    "int_type": "应当是整数",
    "bool_type": "应当是 true 或 false",
    "float_parsing": "应当是数字",
    "int_parsing": "应当是整数",
    "bool_parsing": "应当是 true 或 false",
    "mapping_type": "应当是“名称: 内容”的形式",
    "dict_type": "应当是“名称: 内容”的形式",
    "dataclass_type": "应当是“名称: 内容”的形式",
    "enum": "写的值不在可选的范围内",
    "literal_error": "写的值不在可选的范围内",
}


@cache
def _adapter(kind: Any) -> Any:
    from pydantic import TypeAdapter

    return TypeAdapter(kind)


def _line_of(node: Any, loc: tuple[int | str, ...]) -> int:
    """Return the 1-based line of the deepest part of ``loc`` that stands in the file."""
    line = int(node.start_mark.line) + 1
    for part in loc:
        if getattr(node, "id", "") == "mapping":
            pair = next(((k, v) for k, v in node.value if k.value == str(part)), None)
            if pair is None:
                break
            line, node = int(pair[0].start_mark.line) + 1, pair[1]
        elif getattr(node, "id", "") == "sequence" and isinstance(part, int) and part < len(node.value):
            node = node.value[part]
            line = int(node.start_mark.line) + 1
        else:
            break
    return line


def _refuse_duplicates(node: Any, path: Path) -> None:
    """A key given twice silently hides the first: refuse it."""
    if getattr(node, "id", "") == "mapping":
        seen: set[str] = set()
        for key, value in node.value:
            if key.value in seen:
                raise ConfigError(f"{path}:{key.start_mark.line + 1} “{key.value}”重复出现", "请删去其中一处。")
            seen.add(key.value)
            _refuse_duplicates(value, path)
    elif getattr(node, "id", "") == "sequence":
        for value in node.value:
            _refuse_duplicates(value, path)
