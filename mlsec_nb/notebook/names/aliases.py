"""Names that mean the same thing, and what libraries bring in beside their own names."""

from __future__ import annotations

MODULES = {
    "tensorflow.keras": "keras",
    "tensorflow.python.keras": "keras",
    "tensorflow.contrib.keras": "keras",
    "tensorflow.compat.v1": "tensorflow",
    "tensorflow.compat.v2": "tensorflow",
    "keras.src": "keras",
    "keras.api": "keras",
    "keras_core": "keras",
    "tf_keras": "keras",
    "keras.saving.saving_api": "keras.saving",
    "keras.saving.serialization_lib": "keras.config",
    "keras.saving.save": "keras.saving",
    "keras.saving.legacy.save": "keras.saving",
    "tensorflow.python.saved_model.load": "tensorflow.saved_model",
    "cPickle": "pickle",
    "_pickle": "pickle",
    "pickle5": "pickle",
    "compat_pickle": "pickle",
    "pickle._Unpickler": "pickle.Unpickler",
    "pickle._load": "pickle.load",
    "pickle._loads": "pickle.loads",
    "six.moves.cPickle": "pickle",
    "six.moves.urllib": "urllib",
    "future.moves.pickle": "pickle",
    "numpy.compat.py3k.pickle": "pickle",
    "numpy.compat.pickle": "pickle",
    "pandas.compat.pickle_compat": "pandas.io.pickle",
    "pandas.io.pickle": "pandas",
    "pandas.io.pytables": "pandas",
    "pandas.io.api": "pandas",
    "pandas.io.html": "pandas",
    "pandas.io.xml": "pandas",
    "pandas.io.sql": "pandas",
    "pandas.io.parquet": "pandas",
    "pandas.core.api": "pandas",
    "pandas.core.frame": "pandas",
    "pandas.core.computation.eval": "pandas",
    "pandas.core.computation.api": "pandas",
    "dill._dill": "dill",
    "dill.session": "dill",
    "cloudpickle.cloudpickle": "cloudpickle",
    "cloudpickle.cloudpickle_fast": "cloudpickle",
    "ray.cloudpickle": "cloudpickle",
    "joblib.numpy_pickle": "joblib",
    "joblib.memory": "joblib",
    "joblib.parallel": "joblib",
    "sklearn.externals.joblib": "joblib",
    "sklearn.utils._joblib": "joblib",
    "numpy.lib.npyio": "numpy",
    "numpy.lib._npyio_impl": "numpy",
    "numpy.lib._format_impl": "numpy.lib.format",
    "numpy.core.numeric": "numpy",
    "pylab": "numpy",
    "matplotlib.pylab": "numpy",
    "torch.serialization": "torch",
    "torch.hub._hub": "torch.hub",
    "torch.utils.model_zoo": "torch.hub",
    "torch.hub.load_url": "torch.hub.load_state_dict_from_url",
    "yaml.loader": "yaml",
    "yaml.cyaml": "yaml",
    "_yaml": "yaml",
    "ruamel_yaml": "ruamel.yaml",
    "ruamel.yaml.main": "ruamel.yaml",
    "jsonpickle.unpickler": "jsonpickle",
    "__builtin__": "builtins",
    "__builtins__": "builtins",
    "builtins.__builtins__": "builtins",
    "six.moves.builtins": "builtins",
    "posix": "os",
    "nt": "os",
    "urllib2": "urllib.request",
    "urllib.urlopen": "urllib.request.urlopen",
    "urllib.urlretrieve": "urllib.request.urlretrieve",
    "requests.api": "requests",
    "requests.sessions": "requests",
    "requests.session": "requests.Session",
    "pip._vendor.requests": "requests",
    "xml.etree.cElementTree": "xml.etree.ElementTree",
    "IPython.core.display": "IPython.display",
    "IPython.display.display": "IPython.display.display",
    "IPython.core.getipython.get_ipython": "IPython.get_ipython",
    "IPython.core.getipython": "IPython",
    "multiprocess": "multiprocessing",
    "torch.multiprocessing": "multiprocessing",
    "mlflow.pyfunc.model": "mlflow.pyfunc",
    "pytorch_lightning": "lightning.pytorch",
    "lightning.LightningModule": "lightning.pytorch.LightningModule",
    "lightning.Trainer": "lightning.pytorch.Trainer",
    "lightning.pytorch.core.LightningModule": "lightning.pytorch.LightningModule",
    "skops.io._persist": "skops.io",
    "modin.pandas": "pandas",
    "cudf.pandas": "pandas",
    "fireducks.pandas": "pandas",
    "pyspark.pandas": "pandas",
    "cupy.load": "numpy.load",
    "jax.numpy": "numpy",
    "keras.preprocessing.image.load_img": "keras.utils.load_img",
    "subprocess32": "subprocess",
    "google.colab.patches": "google.colab",
    "huggingface_hub.file_download": "huggingface_hub",
    "huggingface_hub._snapshot_download": "huggingface_hub",
    "huggingface_hub.fastai_utils": "huggingface_hub",
    "datasets.load": "datasets",
    "fastai.basics": "fastai.learner",
    "fastai.vision.all": "fastai.learner",
    "fastai.vision.learner": "fastai.learner",
    "fastai.text.all": "fastai.learner",
    "fastai.tabular.all": "fastai.learner",
    "fastai.collab": "fastai.learner",
    "fastai.medical.imaging": "fastai.learner",
    "fastai.vision": "fastai.learner",
    "fastai.text": "fastai.learner",
    "fastai.tabular": "fastai.learner",
    "fastai.imports": "fastai.learner",
    "fastai.basic_train": "fastai.learner",
    "fastai.callback.all": "fastai.learner",
    "fastai.data.all": "fastai.learner",
    "fastai2.vision.all": "fastai.learner",
    "fastbook": "fastai.learner",
}
"""Qualified name (or its start) to the name that rules use."""

CONVENTIONAL = {
    "np": "numpy",
    "pd": "pandas",
    "tf": "tensorflow",
    "nn": "torch.nn",
    "plt": "matplotlib.pyplot",
    "sns": "seaborn",
    "F": "torch.nn.functional",
    "get_ipython": "IPython.get_ipython",
} | {
    name: name
    for name in "numpy pandas torch tensorflow keras pickle joblib dill cloudpickle yaml os sys subprocess "
    "requests shutil json marshal shelve sklearn transformers datasets urllib tarfile zipfile ssl mlflow "
    "jsonpickle".split()
}
"""What an unbound name stands for: ``%pylab``, ``%run setup.py`` and lost cells bind these."""

STAR = {
    "fastai.learner": CONVENTIONAL | {name: name for name in ("shutil", "os", "sys", "requests", "re")},
    "numpy": {"np": "numpy", "plt": "matplotlib.pyplot"},
}
"""Modules that a star import brings along, by the module that is starred."""

SHADOWED = {
    "re": {"compile"},
    "regex": {"compile"},
    "os": {"open"},
    "io": {"open"},
    "codecs": {"open"},
    "gzip": {"open", "compress"},
    "sympy": {"compile", "eval"},
    "numexpr": {"evaluate"},
}
"""Builtins that a star import replaces."""

FACTORIES = {
    "tarfile.open": "tarfile.TarFile",
    "tarfile.TarFile.open": "tarfile.TarFile",
    "sqlite3.connect": "sqlite3.Connection",
    "sqlite3.Connection.cursor": "sqlite3.Cursor",
    "builtins.dict": "builtins.dict",
    "gzip.open": "builtins.open",
    "bz2.open": "builtins.open",
    "lzma.open": "builtins.open",
    "io.open": "builtins.open",
    "codecs.open": "builtins.open",
    "pathlib.Path.open": "builtins.open",
    "IPython.core.interactiveshell.InteractiveShell.instance": "IPython.get_ipython",
    "IPython.InteractiveShell.instance": "IPython.get_ipython",
    "torch.package.PackageImporter.__enter__": "torch.package.PackageImporter",
} | {
    f"pandas.{name}": "pandas.DataFrame"
    for name in "read_csv read_excel read_parquet read_json read_feather read_table read_sql read_hdf "
    "read_pickle read_html concat merge melt pivot_table json_normalize get_dummies crosstab".split()
}
"""A call that returns an instance of another name's class."""


def qualify(path: str, attribute: str) -> str:
    """Append an attribute to a canonical path, and make the result canonical."""
    longer = f"{path}.{attribute}"
    return MODULES.get(longer, longer)


def canonical(dotted: str) -> str:
    """The canonical form of a dotted name as it is written in an import."""
    first, *rest = dotted.split(".")
    path = MODULES.get(first, first)
    for name in rest:
        path = qualify(path, name)
    return path
