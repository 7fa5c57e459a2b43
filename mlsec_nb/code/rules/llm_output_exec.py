"""Running what a language model answers.

What it does
------------
Follows answers of OpenAI, Anthropic, LangChain, Ollama, transformers and others through functions
and string operations into ``exec``, ``eval``, a shell, a subprocess or the kernel.

Why it matters
--------------
Whoever can put text before the model, in a web page, a document or a table, decides what runs
here (CVE-2024-5565).

Use instead
-----------
A container without network for generated code; structured output that is checked for commands.

References
----------
CWE-94, CWE-78, MITRE ATLAS AML.T0051, CVE-2024-5565
"""

from __future__ import annotations

from collections.abc import Iterator

from mlsec_nb.code.common import spoken
from mlsec_nb.code.facts import Facts
from mlsec_nb.code.rule import Call, Hit, Watch, rule
from mlsec_nb.code.rules.eval_exec import PATHS, TEXT
from mlsec_nb.code.rules.os_command import COMMANDS
from mlsec_nb.code.taint import is_answer
from mlsec_nb.core.finding import Confidence, Severity

RULE = rule(
    "MLS258",
    "llm-output-exec",
    "What a language model answers is run.",
    advice="Run generated code in a container without network, or check structured output.",
    severity=Severity.CRITICAL,
    confidence=Confidence.MEDIUM,
    references=("CWE-94", "CWE-78", "ATLAS AML.T0051", "CVE-2024-5565"),
    controls=("MODEL-17",),
    aliases=("B307", "B102"),
)
PROCESSES = tuple(f"subprocess.{name}" for name in ("run", "Popen", "call", "check_call", "check_output"))
MORE = (
    "asyncio.create_subprocess_exec",
    "pandas.eval",
    "langchain*.PythonREPL.run",
    "langchain*.PythonREPLTool.run",
    "langchain*.PythonAstREPLTool.run",
    "IPython.get_ipython.run_cell_magic",
    "IPython.get_ipython.run_line_magic",
    "paramiko.SSHClient.exec_command",
)
WATCH = Watch(calls=(*TEXT, *PATHS, *COMMANDS, *PROCESSES, *MORE), references=False)
BAD = (
    "from openai import OpenAI\n"
    "answer = OpenAI().chat.completions.create(model='m', messages=[])\n"
    "# %%\n"
    "exec(answer.choices[0].message.content)",
    "import anthropic, re\n"
    "client = anthropic.Anthropic()\n"
    "def ask(prompt):\n"
    "    return client.messages.create(model='m', max_tokens=9, messages=[]).content[0].text\n"
    "code = re.search('`(.*)`', ask('plot it')).group(1).strip()\n"
    "exec(code)",
    "import litellm\n"
    "def clean(text):\n"
    "    return text.split('`')[1].strip()\n"
    "answer = litellm.completion(model='m', messages=[]).choices[0].message.content\n"
    "exec(clean(answer))",
    "import ollama, subprocess\n"
    "reply = ollama.generate(model='m', prompt='p')['response']\n"
    "subprocess.run(['python', '-c', reply])",
    "from transformers import pipeline\n"
    "pipe = pipeline('text-generation', model='./m')\n"
    "get_ipython().run_cell(pipe('p')[0]['generated_text'])",
)
GOOD = (
    "from openai import OpenAI\nanswer = OpenAI().chat.completions.create(model='m', messages=[])\n"
    "print(answer.choices[0].message.content)",
    "import ollama, json\ndata = json.loads(ollama.generate(model='m', prompt='p')['response'])",
)


def check(call: Call, facts: Facts) -> Iterator[Hit]:
    """Report a call one of whose arguments holds an answer."""
    if any(is_answer(value) for value in (*call.args, *call.keywords.values())):
        yield Hit(f"{spoken(call)} runs what a language model answered.")
