"""LangChain tools and chains that run generated code.

What it does
------------
Finds Python and shell tools, PAL and symbolic-math chains, data-frame and CSV agents,
``load_tools`` of such tools, and ``allow_dangerous_code``, ``allow_dangerous_tools`` or
``allow_dangerous_requests`` in a call of anything.

Why it matters
--------------
What the model reads can tell it what to write; the code runs with the rights of the notebook
(CVE-2023-29374, CVE-2023-36258, CVE-2023-44467). Requests reach the network the notebook is in.

Use instead
-----------
A sandbox in a container, or tools that do one thing each.

References
----------
CWE-94, MITRE ATLAS AML.T0051, CVE-2023-29374, CVE-2023-36258, CVE-2023-44467, CVE-2024-21513
"""

from __future__ import annotations

from collections.abc import Iterator

from mlsec_nb.code.common import inner_texts, spoken
from mlsec_nb.code.facts import Facts
from mlsec_nb.code.rule import Call, Hit, Watch, rule
from mlsec_nb.core.finding import Severity
from mlsec_nb.notebook.names.values import Value, always, is_literal, truthy

RULE = rule(
    "MLS256",
    "langchain-code",
    "A chain or tool runs what a language model writes.",
    advice="Run generated code in a container, or give the model tools that do one thing each.",
    references=(
        "CWE-94",
        "ATLAS AML.T0051",
        "CVE-2023-29374",
        "CVE-2023-36258",
        "CVE-2023-44467",
        "CVE-2024-21513",
    ),
    controls=("MODEL-17",),
)
TOOLS = (
    "PythonREPLTool",
    "PythonAstREPLTool",
    "PythonREPL",
    "ShellTool",
    "BashProcess",
    "PALChain",
    "PALChain.from_math_prompt",
    "PALChain.from_colored_object_prompt",
    "CPALChain.from_univariate_prompt",
    "LLMSymbolicMathChain",
    "LLMSymbolicMathChain.from_llm",
    "LLMBashChain.from_llm",
    "LLMBashChain",
    "VectorSQLDatabaseChain.from_llm",
)
LOCAL = tuple(f"langchain*.{name}" for name in TOOLS)
MATH = ("langchain*.LLMMathChain", "langchain*.LLMMathChain.from_llm")
AGENTS = tuple(
    f"langchain*.create_{name}_agent"
    for name in ("pandas_dataframe", "csv", "python", "spark_dataframe", "xorbits", "spark_sql")
)
LOADERS = ("langchain*.load_tools", "langchain*.agent_toolkits.load_tools.load_tools")
NAMED = (
    "python_repl",
    "terminal",
    "requests_all",
    "requests",
    "pal-math",
    "pal-colored-objects",
    "ShellTool",
)
FLAGS = ("allow_dangerous_code", "allow_dangerous_tools")
WATCH = Watch(calls=(*LOCAL, *MATH, *AGENTS, *LOADERS), keywords=(*FLAGS, "allow_dangerous_requests"))
BAD = (
    "from langchain_experimental.tools import PythonREPLTool\ntools = [PythonREPLTool()]",
    "from langchain_experimental.agents import create_pandas_dataframe_agent\n"
    "agent = create_pandas_dataframe_agent(llm, df, allow_dangerous_code=True)",
    "from langchain_community.tools import ShellTool\nshell = ShellTool()",
    "from langchain.agents import load_tools\ntools = load_tools(['python_repl', 'llm-math'], llm=llm)",
    "toolkit = build(allow_dangerous_requests=True)",
)
GOOD = (
    "from langchain.agents import load_tools\ntools = load_tools(['wikipedia'], llm=llm)",
    "from langchain_core.tools import Tool\ntool = Tool(name='search', func=search, description='')",
    "agent = build(allow_dangerous_code=False)",
)


def check(call: Call, facts: Facts) -> Iterator[Hit]:
    """Report tools that run code, and switches that allow it."""
    if any(_on(call.keywords.get(flag)) for flag in FLAGS):
        yield Hit(f"{spoken(call)} is allowed to run code that a language model writes.")
        return
    if _on(call.keywords.get("allow_dangerous_requests")):
        message = f"{spoken(call)} sends requests that a language model makes up from inside this network."
        yield Hit(message, severity=Severity.MEDIUM)
        return
    name = (call.names[0] if call.names else "").rpartition(".")[2]
    if not call.names or not call.names[0].startswith("langchain"):
        return
    if name == "load_tools":
        wanted = inner_texts(call.get("tool_names", 0))
        if any(tool in NAMED for tool in wanted):
            yield Hit(f"{spoken(call)} gives the model a tool that runs code or reaches the network.")
    elif name.startswith("create_"):
        if not always(call.get("allow_dangerous_code"), False):
            yield Hit(f"{spoken(call)} makes an agent that runs generated code.")
    elif "LLMMathChain" in call.names[0]:
        message = f"{spoken(call)} evaluates expressions that the model writes, with numexpr."
        yield Hit(message, severity=Severity.LOW)
    else:
        yield Hit(f"{spoken(call)} runs what a language model writes on this machine.")


def _on(value: Value | None) -> bool:
    return truthy(value) or (bool(value) and not is_literal(value))
