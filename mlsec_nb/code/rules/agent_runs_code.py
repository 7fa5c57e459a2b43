"""Agents that run the code a language model writes.

What it does
------------
Finds agents and tools of smolagents, transformers, AutoGen, CrewAI, PandasAI, Open Interpreter,
Vanna, Agno and others that run generated code or commands on this machine.

Why it matters
--------------
Whatever the model reads, a web page or a table, can tell it what to write; the code then runs
with the rights of the notebook. Filters in the same process have been bypassed again and again
(CVE-2024-12366, CVE-2024-5565).

Use instead
-----------
An executor in a container: ``executor_type="docker"``, ``use_docker=True``, a PandasAI sandbox.

References
----------
CWE-94, MITRE ATLAS AML.T0051, CVE-2024-12366, CVE-2024-5565
"""

from __future__ import annotations

from collections.abc import Iterator

from mlsec_nb.code.common import inner_texts, spoken
from mlsec_nb.code.facts import Facts
from mlsec_nb.code.rule import Assignment, Call, Hit, Shell, Watch, rule
from mlsec_nb.core.finding import Confidence, Severity
from mlsec_nb.notebook.names.values import Map, always, constants, possibly, strings, truthy

RULE = rule(
    "MLS254",
    "agent-runs-code",
    "An agent runs the code that a language model writes.",
    advice="Run generated code in a container or a remote sandbox.",
    confidence=Confidence.MEDIUM,
    references=("CWE-94", "ATLAS AML.T0051", "CVE-2024-12366", "CVE-2024-5565"),
    controls=("MODEL-17",),
)
CODE_AGENTS = (
    "smolagents.CodeAgent",
    "smolagents.agents.CodeAgent",
    "transformers.CodeAgent",
    "transformers.ReactCodeAgent",
    "transformers.agents.CodeAgent",
    "transformers.agents.ReactCodeAgent",
)
LOCAL = (
    "smolagents.LocalPythonExecutor",
    "smolagents.local_python_executor.LocalPythonExecutor",
    "smolagents.PythonInterpreterTool",
    "transformers.HfAgent",
    "transformers.OpenAiAgent",
    "transformers.LocalAgent",
    "*.LocalCommandLineCodeExecutor",
    "autogen.coding.jupyter.LocalJupyterServer",
    "autogen.coding.jupyter.EmbeddedIPythonCodeExecutor",
    "autogen_ext.code_executors.jupyter.JupyterCodeExecutor",
    "autogen.code_utils.execute_code",
    "agno.tools.python.PythonTools",
    "agno.tools.shell.ShellTools",
    "phi.tools.python.PythonTools",
    "phi.tools.shell.ShellTools",
    "phi.assistant.python.PythonAssistant",
    "phi.agent.python.PythonAgent",
    "strands_tools.python_repl",
    "*.UnsafeLocalCodeExecutor",
    "camel.interpreters.SubprocessInterpreter",
    "langgraph_codeact.create_codeact",
    "camel.toolkits.CodeExecutionToolkit",
    "haystack_experimental.PythonREPL",
    "metagpt.actions.di.execute_nb_code.ExecuteNbCode",
    "gpt_engineer.core.default.disk_execution_env.DiskExecutionEnv",
    "interpreter.chat",
    "interpreter.interpreter.chat",
    "interpreter.OpenInterpreter",
    "interpreter.Interpreter",
)
TABLES = tuple(
    f"pandasai.{name}"
    for name in (
        "SmartDataframe",
        "SmartDatalake",
        "PandasAI",
        "Agent",
        "chat",
        "smart_dataframe.SmartDataframe",
        "DataFrame.chat",
        "read_csv.chat",
    )
)
MAYBE = (
    "vanna.*.ask",
    "dspy.PythonInterpreter",
    "dspy.ProgramOfThought",
    "dspy.CodeAct",
    "dspy.predict.ProgramOfThought",
)
SWITCHES = (
    "allow_code_execution",
    "enable_code_execution",
    "unsafe_mode",
    "allow_unsafe_code",
    "allow_dangerous_code_execution",
    "auto_run",
    "code_execution_mode",
)
ISOLATED = ("docker", "e2b", "modal", "wasm", "blaxel", "remote")
WATCH = Watch(
    calls=(*CODE_AGENTS, *LOCAL, *TABLES, *MAYBE),
    keywords=("code_execution_config", *SWITCHES),
    assignments=("interpreter.auto_run", "interpreter.interpreter.auto_run", "*.auto_run"),
    variables=("AUTOGEN_USE_DOCKER",),
    programs=("interpreter",),
)
BAD = (
    "from smolagents import CodeAgent\nagent = CodeAgent(tools=[], model=model)",
    "import autogen\nuser = autogen.UserProxyAgent('u', code_execution_config={'use_docker': False})",
    "from autogen.coding import LocalCommandLineCodeExecutor\nrunner = LocalCommandLineCodeExecutor()",
    "from crewai import Agent\ncoder = Agent(role='coder', allow_code_execution=True)",
    "from pandasai import SmartDataframe\ntable = SmartDataframe(df)",
    "from interpreter import interpreter\ninterpreter.auto_run = True",
)
GOOD = (
    "from smolagents import CodeAgent\nagent = CodeAgent(tools=[], model=model, executor_type='docker')",
    "from smolagents import ToolCallingAgent\nagent = ToolCallingAgent(tools=[], model=model)",
    "import autogen\nuser = autogen.UserProxyAgent('u', code_execution_config=False)",
    "from crewai import Agent\nwriter = Agent(role='writer', allow_code_execution=False)",
    "from autogen.coding import DockerCommandLineCodeExecutor\nrunner = DockerCommandLineCodeExecutor()",
)


def check(event: Call | Assignment | Shell, facts: Facts) -> Iterator[Hit]:
    """Report agents without isolation, the worse the more is switched off."""
    match event:
        case Shell():
            if any(word in ("-y", "--auto_run") for word in event.command.argv):
                yield Hit("`interpreter` runs generated code without asking.")
        case Assignment():
            yield from _assigned(event)
        case Call():
            yield from _called(event)


def _assigned(event: Assignment) -> Iterator[Hit]:
    name = event.names[0]
    if name == "AUTOGEN_USE_DOCKER":
        if any(str(value).lower() in ("0", "false", "no") for value in constants(event.value)):
            yield Hit("Without Docker AutoGen runs generated code on this machine.")
    elif always(event.value, True):
        yield Hit(f"`{name}` lets generated code run without asking.")


def _called(call: Call) -> Iterator[Hit]:
    name = call.names[0] if call.names else ""
    if _switched_on(call) or _without_docker(call):
        yield Hit(f"{spoken(call)} is allowed to run generated code on this machine.")
    elif name in CODE_AGENTS:
        yield from _code_agent(call)
    elif name in TABLES:
        if not call.get("sandbox"):
            yield Hit(f"{spoken(call)} runs generated code in this process.", severity=Severity.MEDIUM)
    elif name.startswith("vanna"):
        if not always(call.get("visualize"), False):
            yield Hit(f"{spoken(call)} runs generated plotting code.", severity=Severity.MEDIUM)
    elif name.startswith("dspy."):
        yield Hit(f"{spoken(call)} runs generated code, isolated only by Deno.", severity=Severity.LOW)
    elif name in LOCAL or name.endswith((".LocalCommandLineCodeExecutor", ".UnsafeLocalCodeExecutor")):
        yield Hit(f"{spoken(call)} runs generated code on this machine.")


def _switched_on(call: Call) -> bool:
    if "unsafe" in strings(call.keywords.get("code_execution_mode")):
        return True
    switches = [word for word in SWITCHES if word != "code_execution_mode"]
    return any(truthy(call.keywords.get(word)) for word in switches) and "safe" not in strings(
        call.keywords.get("code_execution_mode")
    )


def _without_docker(call: Call) -> bool:
    for atom in call.keywords.get("code_execution_config") or ():
        if isinstance(atom, Map) and possibly(atom.items.get("use_docker"), False):
            return True
    return False


def _code_agent(call: Call) -> Iterator[Hit]:
    executor = strings(call.get("executor_type"))
    if call.get("executor") or any(kind in ISOLATED for kind in executor):
        return
    imports = inner_texts(call.get("additional_authorized_imports"))
    if any(module in ("*", "os", "subprocess", "sys", "shutil", "posixpath") for module in imports):
        yield Hit(f"{spoken(call)} runs generated code in this process and lets it import `os` or anything.")
    else:
        message = f"{spoken(call)} runs generated code in this process; its interpreter is not a sandbox."
        yield Hit(message, severity=Severity.MEDIUM)
