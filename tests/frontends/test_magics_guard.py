"""``%mlsec guard`` in a real kernel."""

from __future__ import annotations

import base64
import html
import json
import random
import secrets
from typing import Any
from urllib.parse import quote

import pytest

from tests.frontends.kernels import Kernel

REMOTE = "pickle.loads(requests.get('https://models.example/m.pkl').content)"
VALUE = "zq9X-" + "kk3Lm0Wv7TtRb2"


@pytest.fixture
def masking(kernel: Kernel) -> Kernel:
    kernel.run(f"MY_API_KEY = {VALUE[:7]!r} + {VALUE[7:]!r}", "%mlsec guard on --outputs mask")
    return kernel


def test_on_status_and_off(kernel):
    assert "unpickling block, cells block, outputs mask" in kernel.run("%mlsec guard on").text
    assert "The guard is on" in kernel.run("%mlsec").text
    assert "The guard is off" in kernel.run("%mlsec guard off").text


def test_parts_are_chosen(kernel):
    assert "unpickling log, cells off, outputs warn" in (
        kernel.run("%mlsec guard on --unpickling log --outputs warn").text
    )


def test_configuration_switches_it_on(kernel, tmp_path):
    (tmp_path / "mlsec.toml").write_text('[guard]\noutputs = "mask"\ncells = "warn"\n')
    kernel.run("%reload_ext mlsec_nb")
    assert "unpickling off, cells warn, outputs mask" in kernel.run("%mlsec guard").text


def test_configuration_that_means_nothing_is_told_of(kernel, tmp_path):
    (tmp_path / "mlsec.toml").write_text('[guard]\noutputs = "hide"\n')
    reply = kernel.run("%reload_ext mlsec_nb")
    assert "the guard is off" in reply.stderr
    assert "off, warn, unsaved, mask" in reply.stderr


def test_completion(kernel):
    assert {"on", "off", "status", "allow"} <= set(kernel.complete("%mlsec guard "))
    assert {"log", "ask", "block"} <= set(kernel.complete("%mlsec guard on --unpickling "))


def test_unsafe_cell_is_rejected_before_it_runs(kernel):
    kernel.run("%mlsec guard on --cells block")
    reply = kernel.run("import pickle", "ran = True", REMOTE)
    assert reply.status == "error"
    assert "pickle-load" in reply.text
    assert "UnsafeCellError: This cell was not run" in reply.error
    assert "NameError" in kernel.run("ran").error


def test_a_rule_is_allowed_once(kernel):
    kernel.run("%mlsec guard on --cells block")
    assert "NameError" in kernel.run("%%mlsec --allow MLS201", "import pickle", REMOTE).error  # it ran
    assert "UnsafeCellError" in kernel.run("import pickle", REMOTE).error


def test_cells_below_the_severity_run(kernel):
    kernel.run("%mlsec guard on --cells block --severity critical")
    assert kernel.run("import subprocess", "subprocess.run('true', shell=True); 5").text == "5"


def test_a_warned_cell_runs(kernel):
    kernel.run("%mlsec guard on --cells warn")
    reply = kernel.run("import pickle", "ran = True", REMOTE)
    assert "pickle-load" in reply.text
    assert kernel.run("ran").text == "True"


def test_a_scan_that_fails_stops_nothing(kernel):
    kernel.run("%mlsec guard on --cells block", "from mlsec_nb.frontends.magics.guarding import cells")
    kernel.run("keep, cells.scan_cell = cells.scan_cell, None")
    reply = kernel.run("cells.scan_cell = keep", "6")
    assert reply.text == "6"
    assert "runs unscanned: TypeError" in reply.stderr


def test_a_pickle_is_stopped_and_allowed_once(kernel):
    kernel.run("import pickle, os", "class E:", "    def __reduce__(self): return os.system, ('true',)")
    kernel.run("data = pickle.dumps(E())", "%mlsec guard on --unpickling block")
    reply = kernel.run("pickle.loads(data)")
    assert "UnsafeUnpicklingError" in reply.error
    assert "%mlsec guard allow posix.system" in reply.error
    kernel.run("%mlsec guard allow posix.system")
    assert kernel.run("pickle.loads(data)").text == "0"


def test_ask_shows_buttons_that_count_for_the_next_run(kernel):
    kernel.run("import pickle, os", "class E:", "    def __reduce__(self): return os.system, ('true',)")
    kernel.run("data = pickle.dumps(E())", "%mlsec guard on --unpickling ask")
    messages: list[dict[str, Any]] = []
    kernel.client.execute_interactive("pickle.loads(data)", output_hook=messages.append, timeout=60)
    assert any(message["content"].get("ename") == "UnsafeUnpicklingError" for message in messages)
    opened = {
        message["content"]["data"]["state"]["description"]: message["content"]["comm_id"]
        for message in messages
        if message["msg_type"] == "comm_open" and "description" in message["content"]["data"].get("state", {})
    }
    assert "Always allow the name" not in opened  # it is known to be dangerous
    click = {"comm_id": opened["Allow once"], "data": {"method": "custom", "content": {"event": "click"}}}
    kernel.client.shell_channel.send(kernel.client.session.msg("comm_msg", click))
    assert kernel.run("pickle.loads(data)").text == "0"


@pytest.mark.parametrize(
    "code",
    [
        "print('key:', MY_API_KEY)",
        "for c in MY_API_KEY: print(c, end='', flush=True)",
        "import sys; print(MY_API_KEY, file=sys.stderr)",
        "MY_API_KEY",
        "raise ValueError(MY_API_KEY)",
        "display({'text/html': f'<b>{MY_API_KEY}</b>', 'text/plain': ''}, raw=True)",
        "import os; os.environ['X'] = MY_API_KEY; _ = os.system('echo $X; sleep 0.5')",
        "!echo {MY_API_KEY}",
        "import threading; t = threading.Thread(target=print, args=[MY_API_KEY]); t.start(); t.join()",
        "print(MY_API_KEY[::-1])",
        "import base64; print(base64.b64encode(('u' + MY_API_KEY + 'v').encode()).decode())",
    ],
)
def test_known_values_are_masked_wherever_they_go(code, masking):
    reply = masking.run(code)
    shown = json.dumps([reply.stdout, reply.stderr, reply.bundles, reply.error])
    assert VALUE not in shown
    assert base64.b64encode(f"u{VALUE}v".encode()).decode() not in shown
    assert "[MY_API_KEY, 19 characters, #" in shown


def test_widgets_are_masked(masking):
    messages = []
    masking.run("import ipywidgets")
    masking.client.execute_interactive("ipywidgets.HTML(MY_API_KEY)", output_hook=messages.append, timeout=60)
    assert any(message["msg_type"] == "comm_open" for message in messages)
    assert VALUE not in json.dumps(
        [message["content"] for message in messages if "code" not in message["content"]]
    )


def test_warning_shows_the_value_and_its_name(kernel):
    kernel.run(f"MY_API_KEY = {VALUE[:7]!r} + {VALUE[7:]!r}", "%mlsec guard on --outputs warn")
    reply = kernel.run("print(MY_API_KEY)")
    assert VALUE in reply.stdout
    assert "shows the value of MY_API_KEY" in reply.stderr


def test_what_is_not_to_be_saved_is_masked_where_no_server_saves(kernel):
    kernel.run(f"MY_API_KEY = {VALUE[:7]!r} + {VALUE[7:]!r}")
    assert "no Jupyter server with mlsec_nb" in kernel.run("%mlsec guard on --outputs unsaved").text
    assert VALUE not in kernel.run("print(MY_API_KEY)").stdout


def test_what_is_held_back_comes_out(masking):
    assert masking.run(f"print({VALUE[:3]!r}, end='')").stdout == VALUE[:3]
    assert masking.run(f"print({VALUE[:3]!r}, end='')", "import time", "time.sleep(1)").stdout == VALUE[:3]
    assert masking.run("print('a'); display('b'); print('c')").stdout == "a\nc\n"


WAYS = (
    str,
    repr,
    json.dumps,
    html.escape,
    lambda v: quote(v, safe=""),
    lambda v: v.encode().hex(),
    lambda v: v[::-1],
)


@pytest.mark.slow
def test_no_split_or_encoded_print_gets_through(kernel):
    draw = random.Random(7)
    values = [secrets.token_urlsafe(24) for _ in range(6)] + [
        "a'b\"<c>&d\\9Zq",
        "Grün-7!kaffee%",
        secrets.token_hex(20),
    ]
    texts = []
    for _ in range(600):
        value = draw.choice(values)
        way = draw.choice((*WAYS, None))
        texts.append(
            way(value) if way else base64.b64encode(b"x" * draw.randrange(3) + value.encode()).decode()
        )
    splits = [sorted(draw.sample(range(len(text)), min(3, len(text)))) for text in texts]
    kernel.run(
        f"secret_keys = {{f'api_key_{{n}}': v for n, v in enumerate({values!r})}}",
        "%mlsec guard on --outputs mask",
    )
    reply = kernel.run(
        f"for text, cuts in zip({texts!r}, {splits!r}):",
        "    for a, b in zip([0, *cuts], [*cuts, len(text)]):",
        "        print(text[a:b], end='', flush=(b % 5 == 0))",
        "    print()",
    )
    assert not [text for text in texts if text.rstrip("=") in reply.stdout]
    assert reply.stdout.count("\n") == len(texts)
