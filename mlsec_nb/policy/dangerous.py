"""What names outside the allowlist would do. This only sharpens "unknown" into "dangerous".

Nothing here makes a name safe: a name that is missing from these tables is still not allowed.
"""

from __future__ import annotations

SHELL = "runs a program or a shell command"
PYTHON = "runs Python code given as text or as a code object"
IMPORT = "imports any module or reaches any name"
LOAD = "unpickles other data without looking at it"
FILE = "reads, writes or deletes files"
NET = "talks to the network"
NATIVE = "loads native code or touches raw memory"
STATE = "reaches into the state of the interpreter"
SIDE = "belongs to the standard library's tools, none of which a model file needs"


def _table(words: dict[str, str]) -> dict[str, str]:
    """The effect of each word."""
    return {word: effect for effect, text in words.items() for word in text.split()}


MODULES = _table(
    {
        SHELL: """
        os posix nt subprocess _posixsubprocess pty commands popen2 _winapi multiprocessing
        _osx_support _aix_support _pyrepl asyncio concurrent pexpect sh invoke fabric plumbum
        paramiko webbrowser antigravity imaplib test pip setuptools pkg_resources ensurepip venv
        distutils numpy.distutils wheel easy_install msilib ctypes.util platform uuid pdb crypt
        turtledemo torch.utils.cpp_extension torch.utils.collect_env torch.distributed.run
        torch.distributed.launcher torch._inductor.codecache torch._inductor.cpp_builder numpy.f2py
        numpy.testing._private.extbuild joblib.externals.loky git docker
        """,
        PYTHON: """
        code codeop bdb cProfile profile trace timeit doctest idlelib lib2to3 runpy unittest
        compileall py_compile pydoc pyclbr IPython ipykernel execnet numpy.testing
        numpy._core._internal numpy.ctypeslib._ctypeslib torch.utils.bottleneck torch.package
        torch.jit.unsupported_tensor_ops torch.jit.frontend torch.fx.experimental.symbolic_shapes
        torch._dynamo torch.utils.data.datapipes torch.utils._config_module torch.fx.graph_module
        pandas.core.computation numexpr sympy.parsing sympy.core.sympify sympy.utilities jinja2 mako
        numba.core RestrictedPython js2py simpleeval asteval tensorflow.python.ops.script_ops nose
        _pytest pytest tornado.template tornado.util werkzeug.debug flask.cli django.core.management
        celery rpyc Pyro4 zope.interface.tests pandas.eval
        """,
        IMPORT: """
        importlib _frozen_importlib _frozen_importlib_external imp _imp pkgutil zipimport
        modulefinder site nltk.data django.utils.module_loading werkzeug.utils
        """,
        LOAD: """
        pickle _pickle cPickle marshal shelve dbm _compat_pickle pickletools yaml jsonpickle
        torch.serialization torch.hub torch._weights_only_unpickler pandas.io.pickle
        pandas.compat.pickle_compat sklearn.externals._pickle xmlrpc skops.io._persist
        nltk.picklesec
        """,
        FILE: """
        shutil tempfile fileinput linecache zipfile tarfile gzip bz2 lzma mmap sqlite3 _sqlite3 csv
        netrc filecmp glob mailbox plistlib tkinter _tkinter _io io codecs.open numpy.lib.npyio
        numpy.lib._npyio_impl numpy.lib.format numpy.lib._format_impl numpy.lib._datasource
        numpy.DataSource scipy.io pandas.io h5py tables PIL.Image torch._utils_internal fsspec
        torchvision.datasets sklearn.datasets nltk.corpus.reader xgboost.core._load_lib pyarrow.fs
        pyarrow.parquet dask.bytes
        """,
        NET: """
        socket _socket ssl _ssl http httplib urllib urllib2 urllib3 requests aiohttp httpx ftplib
        smtplib poplib nntplib telnetlib socketserver smtpd asyncore asynchat wsgiref boto3 botocore
        huggingface_hub torch.distributed.rpc selectors select xmlrpclib SocketServer BaseHTTPServer
        SimpleHTTPServer
        """,
        NATIVE: """
        ctypes _ctypes cffi _cffi_backend numpy.ctypeslib torch.ops torch._ops torch.classes
        llvmlite cppyy tensorflow.python.framework.load_library numba.core.dispatcher
        """,
        STATE: """
        sys gc inspect _thread threading signal _signal atexit faulthandler tracemalloc resource
        _xxsubinterpreters _testcapi readline rlcompleter __main__.__builtins__
        """,
    }
)
"""Whole modules, what lies below them included."""

NAMES = _table(
    {
        SHELL: """
        nltk.internals.java nltk.internals.config_java scipy.weave.inline
        torch.utils.model_zoo.load_url numpy.distutils.exec_command.exec_command
        sklearn.utils._openmp_helpers.run xgboost.tracker.RabitTracker
        torch.testing._internal.common_utils.shell torch.testing._internal.common_utils.run_tests
        matplotlib.testing.compare.convert matplotlib.texmanager.TexManager dask.distributed.Client
        distributed.Client
        """,
        PYTHON: """
        builtins.eval builtins.exec builtins.compile builtins.execfile builtins.breakpoint
        pandas.eval pandas.DataFrame.eval pandas.DataFrame.query pandas.core.frame.DataFrame.eval
        pandas.core.frame.DataFrame.query sympy.sympify sympy.lambdify numpy.safe_eval
        numpy.lib.utils.safe_eval tensorflow.py_function tensorflow.numpy_function torch.compile
        torch.jit.CompilationUnit collections.namedtuple typing.get_type_hints logging.config.listen
        dataclasses.make_dataclass dataclasses._create_fn torch.fx._symbolic_trace._assert_is_none
        site.execsitecustomize torch.fx.graph._PyTreeCodeGen numpy.testing._private.utils.runstring
        scipy._lib._testutils.PytestTester statsmodels.compat.python.lrange
        keras.src.utils.python_utils.func_load keras.utils.generic_utils.func_load
        tensorflow.python.keras.utils.generic_utils.func_load skops.io._sklearn.reduce_get_state
        patsy.eval.EvalEnvironment
        """,
        IMPORT: """
        builtins.__import__ builtins.globals builtins.locals builtins.vars builtins.dir
        operator.attrgetter operator.methodcaller _operator.attrgetter _operator.methodcaller
        cloudpickle.cloudpickle.subimport cloudpickle.cloudpickle.dynamic_subimport
        dill._dill._import_module dill._dill._getattribute dill.dill._import_module
        cloudpickle.cloudpickle._get_or_create_tracker_id torch._utils._import_dotted_name
        torch._utils_internal.resources skops.utils.importer.import_obj six.moves
        sklearn.utils._import_utils scipy._lib.uarray numpy._utils._import pydoc.locate
        logging.config.dictConfig logging.config.fileConfig
        """,
        LOAD: """
        torch.load joblib.load joblib.numpy_pickle.load joblib.numpy_pickle._unpickle
        joblib.numpy_pickle_compat.load_compatibility numpy.load pandas.read_pickle dill.load
        dill.loads dill._dill.load dill._dill.loads dill.load_session dill.load_module
        dill.session.load_session dill._dill.load_session cloudpickle.load cloudpickle.loads
        cloudpickle.cloudpickle.load cloudpickle.cloudpickle.loads skops.io.load skops.io.loads
        torch.jit.load torch.jit._serialization.load
        torch.multiprocessing.reductions.rebuild_storage_fd keras.models.load_model
        keras.saving.load_model tensorflow.keras.models.load_model mlflow.pyfunc.load_model
        xgboost.Booster.load_model statsmodels.iolib.smpickle.load_pickle gensim.utils.unpickle
        nltk.data.load catboost.CatBoost.load_model lightgbm.Booster.model_from_file
        """,
        FILE: """
        builtins.open builtins.file builtins.input builtins.raw_input numpy.fromfile numpy.memmap
        numpy.save numpy.savez numpy.savez_compressed numpy.savetxt numpy.loadtxt numpy.genfromtxt
        numpy.recfromtxt numpy.recfromcsv numpy.fromregex numpy.ndarray.tofile numpy.ndarray.dump
        numpy.core.records.fromfile numpy._core.records.fromfile numpy.core.memmap.memmap
        numpy._core.memmap.memmap numpy.rec.fromfile logging.FileHandler
        logging.handlers.RotatingFileHandler logging.basicConfig pandas.read_csv pandas.read_json
        pandas.read_table pandas.read_html pandas.read_xml pandas.read_excel pandas.read_parquet
        pandas.read_feather pandas.read_sql pandas.read_hdf pandas.HDFStore pandas.ExcelFile
        pandas.ExcelWriter pandas.DataFrame.to_csv pandas.DataFrame.to_pickle torch.save
        torch.from_file torch.jit.save joblib.dump joblib.Memory joblib.memory.Memory
        scipy.sparse.load_npz scipy.sparse.save_npz dill.dump sklearn.datasets.load_svmlight_file
        pathlib.Path.write_text pathlib.Path.unlink tensorflow.io.read_file tensorflow.io.write_file
        tensorflow.io.gfile.GFile scipy.io.savemat scipy.io.loadmat scipy.io.wavfile.write
        numpy.DataSource joblib.backports.make_memmap torch.UntypedStorage.from_file
        torch.FloatStorage.from_file
        """,
        NATIVE: """
        torch.ops.load_library torch.classes.load_library numpy.ctypeslib.load_library
        tensorflow.load_op_library tensorflow.load_library scipy._lib._ccallback.LowLevelCallable
        scipy.LowLevelCallable sqlite3.enable_load_extension
        """,
        STATE: """
        builtins.delattr builtins.exit builtins.quit builtins.help builtins.super builtins.map
        builtins.filter builtins.memoryview builtins.property builtins.classmethod
        builtins.staticmethod builtins.iter builtins.next builtins.print builtins.apply
        builtins.reduce builtins.license builtins.credits builtins.copyright copyreg.add_extension
        copyreg.pickle copyreg.constructor functools.reduce itertools.starmap operator.call
        operator.setitem operator.getitem types.ModuleType types.MethodType
        numpy.apply_along_axis numpy.frompyfunc numpy.piecewise numpy.fromfunction
        numpy.apply_over_axes dask.compute functools.cached_property copyreg.__newobj__
        functools.singledispatch functools.lru_cache types.coroutine
        """,
    }
)
"""Single names. Names of the old modules of Python 2 are looked up under their new ones."""

REMOVED_FROM_STDLIB = frozenset(
    """
    BaseHTTPServer Bastion ConfigParser HTMLParser Queue SimpleHTTPServer SocketServer StringIO
    Tkinter UserDict UserList UserString __builtin__ _aix_support _bootlocale _osx_support
    _pydecimal _pyrepl _strptime _sysconfigdata _winreg aifc anydbm asynchat asyncore audioop binhex
    bsddb cPickle cStringIO cgi cgitb chunk commands compiler copy_reg crypt dbhash dircache
    distutils dumbdbm dummy_thread ensurepip exceptions formatter future_builtins gdbm httplib
    idlelib imghdr imp itertools lib2to3 macpath mailcap md5 mimetools msilib new nis nntplib
    nturl2path ossaudiodev parser pipes popen2 posixfile pydoc_data repr rexec rfc822 robotparser
    sets sha smtpd sndhdr spwd sre_compile sre_constants sre_parse statvfs sunau symbol telnetlib
    test this thread tkMessageBox turtledemo urllib2 urlparse user uu whichdb xdrlib xmlrpclib
    """.split()
)
"""Modules that some version of Python had in its standard library."""
