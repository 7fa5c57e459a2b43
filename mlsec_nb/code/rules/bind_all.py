"""Servers in Python that listen on every interface.

What it does
------------
Finds Flask, FastAPI, Gradio, Dask, Ray, ``http.server``, sockets and others given ``0.0.0.0``,
``::`` or an empty host; Flask's debugger too.

Why it matters
--------------
Everyone on the network can use the service, mostly without a password. The debugger of Flask runs
code for whoever reaches it.

Use instead
-----------
``127.0.0.1``, and an SSH tunnel or a proxy with authentication.

References
----------
CWE-605
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mlsec_nb.code.common import inner_texts, spoken
from mlsec_nb.code.facts import Facts
from mlsec_nb.code.rule import Call, Hit, Watch, rule
from mlsec_nb.core.finding import Severity
from mlsec_nb.notebook.names.values import Seq, Value, always, strings

RULE = rule(
    "MLS291",
    "bind-all",
    "A server listens on every interface.",
    advice="Bind to 127.0.0.1.",
    severity=Severity.MEDIUM,
    references=("CWE-605",),
    controls=("INFRA-02",),
    aliases=("B104",),
)
EVERYWHERE = ("0.0.0.0", "::", "[::]")
HOSTS = (
    "host",
    "server_name",
    "address",
    "dashboard_host",
    "bind",
    "ip",
    "interface",
    "listen_address",
    "dashboard_address",
)
ADDRESSED = (
    "http.server.HTTPServer",
    "http.server.ThreadingHTTPServer",
    "socketserver.TCPServer",
    "socketserver.ThreadingTCPServer",
    "xmlrpc.server.SimpleXMLRPCServer",
    "socket.socket.bind",
    "socket.create_server",
)
POSITIONS = {
    "wsgiref.simple_server.make_server": 0,
    "werkzeug.serving.run_simple": 0,
    "asyncio.start_server": 1,
    "websockets.serve": 1,
    "socketserver.UDPServer": 0,
    "zmq.Context.socket.bind": 0,
    "zmq.asyncio.Context.socket.bind": 0,
    "grpc.server.add_insecure_port": 0,
    "grpc.aio.server.add_insecure_port": 0,
    "tensorboard.program.TensorBoard.configure": 0,
}
"""Functions that take a host or address in this place."""
OPEN = re.compile(r"(?:\w+://)?(?:\*|0\.0\.0\.0|::|\[::\])(?::\d+|:|$)")
CLIENTS = re.compile(r"client|connect|redis|engine", re.IGNORECASE)
"""Names of what connects to a host rather than listening on one."""
SERVERS = (
    *ADDRESSED,
    "flask.Flask.run",
    "dash.Dash.run",
    "dash.Dash.run_server",
    "uvicorn.run",
    "bottle.run",
    "waitress.serve",
    "hypercorn.run",
    "jupyter_dash.JupyterDash.run_server",
    *POSITIONS,
)
WATCH = Watch(calls=SERVERS, keywords=HOSTS)
BAD = (
    "from flask import Flask\napp = Flask('a')\napp.run(host='0.0.0.0')",
    "import uvicorn\nuvicorn.run(app, host='0.0.0.0', port=80)",
    "import http.server as hs\nhs.HTTPServer(('0.0.0.0', 8000), hs.SimpleHTTPRequestHandler)",
    "import gradio as gr\n"
    "demo = gr.Interface(fn=abs, inputs='text', outputs='text')\n"
    "demo.launch(server_name='0.0.0.0')",
    "from flask import Flask\napp = Flask('a')\napp.run(debug=True)",
)
GOOD = (
    "from flask import Flask\nFlask('a').run(host='127.0.0.1')",
    "import uvicorn\nuvicorn.run(app, host='localhost')",
    "if address != '10.0.0.1': pass",
    "import psycopg2\ndb = psycopg2.connect(host='')",
    "from qdrant_client import QdrantClient\nclient = QdrantClient(host='0.0.0.0')",
)


def check(call: Call, facts: Facts) -> Iterator[Hit]:
    """Report a host that means every interface."""
    name = call.names[0] if call.names else ""
    for keyword in HOSTS:
        hosts = inner_texts(call.keywords.get(keyword))
        if any(host in EVERYWHERE for host in hosts) and not CLIENTS.search(name.rpartition(".")[2]):
            yield Hit(f"{spoken(call)} with {keyword}='0.0.0.0' listens on every interface.")
            return
    if name in SERVERS and name.startswith(("flask.", "dash.")) and always(call.get("debug"), True):
        yield Hit(f"{spoken(call)} with debug=True runs code for whoever reaches it.")
        return
    address = call.args[0] if call.args and name in ADDRESSED else call.get("server_address")
    for atom in address or ():
        host = strings(atom.items[0]) if isinstance(atom, Seq) and atom.items else ()
        if any(text in (*EVERYWHERE, "") for text in host):
            yield Hit(f"{spoken(call)} listens on every interface.")
            return
    if name in SERVERS and name not in ADDRESSED:
        at = POSITIONS.get(name, 0)
        given = len(call.args) > at and _is_open(call.args[at], name)
        if given or "--bind_all" in inner_texts(call.get("argv")):
            yield Hit(f"{spoken(call)} listens on every interface.")


def _is_open(address: Value, name: str) -> bool:
    """Whether an address means every interface; an empty one does where a host is expected."""
    empty = name.endswith(("make_server", "run_simple", "start_server"))
    return any(OPEN.match(text) or (empty and not text) for text in strings(address))
