"""The hand-picked part: types of the standard library that hold data, and paths of older versions."""

from __future__ import annotations

from collections.abc import Iterator

STDLIB: dict[str, str] = {
    "builtins": """
        int float str bytes bytearray list dict tuple set frozenset bool complex object slice range
        NotImplemented Ellipsis NoneType reversed enumerate zip len sum min max abs round sorted any
        all divmod pow ord chr repr format hash id callable isinstance issubclass Exception
        ValueError TypeError KeyError IndexError RuntimeError AttributeError StopIteration
        ArithmeticError ZeroDivisionError OverflowError AssertionError NotImplementedError
        LookupError NameError OSError UserWarning DeprecationWarning FutureWarning RuntimeWarning
        Warning UnicodeDecodeError UnicodeEncodeError BaseException method_descriptor
        builtin_function_or_method wrapper_descriptor function str.split str.rsplit str.splitlines
        str.lower str.upper str.strip str.lstrip str.rstrip str.title str.capitalize str.casefold
        str.swapcase str.replace str.join str.startswith str.endswith str.isdigit str.isalpha
        str.isalnum str.isspace str.zfill str.encode str.partition str.count str.find bytes.decode
        bytes.lower bytes.split dict.get dict.keys dict.items dict.values dict.fromkeys list.index
        list.count float.fromhex float.is_integer int.from_bytes
        """,
    "collections": "OrderedDict defaultdict Counter deque ChainMap UserDict UserList UserString",
    "copyreg": "_reconstructor __newobj__ __newobj_ex__",
    "copy_reg": "_reconstructor",
    "_codecs": "encode",
    "datetime": "datetime date time timedelta timezone tzinfo UTC",
    "_datetime": "datetime date time timedelta timezone",
    "decimal": "Decimal Context",
    "_decimal": "Decimal",
    "fractions": "Fraction",
    "uuid": "UUID SafeUUID",
    "pathlib": "Path PurePath PosixPath WindowsPath PurePosixPath PureWindowsPath",
    "pathlib._local": "Path PosixPath WindowsPath PurePosixPath PureWindowsPath PurePath",
    "re": "_compile Pattern RegexFlag",
    "enum": "Enum IntEnum Flag IntFlag StrEnum auto",
    "random": "Random",
    "_random": "Random",
    "array": "array _array_reconstructor",
    "argparse": "Namespace",
    "types": "SimpleNamespace MappingProxyType GenericAlias NoneType",
    "operator": """
        itemgetter add sub mul truediv floordiv mod neg pos lt le eq ne gt ge and_ or_ xor not_
        contains concat
        """,
    "_operator": """
        itemgetter add sub mul truediv floordiv mod neg pos lt le eq ne gt ge and_ or_ xor not_
        contains concat
        """,
    "functools": "partial",
    "_functools": "partial",
    "string": "Template Formatter",
    "ipaddress": "IPv4Address IPv4Network IPv6Address IPv6Network IPv4Interface IPv6Interface",
    "zoneinfo": "ZoneInfo ZoneInfo._unpickle",
    "logging": "getLogger Logger RootLogger _getLogger",
    "inspect": "Signature Parameter _ParameterKind _empty",
    "dataclasses": "_MISSING_TYPE Field _FIELD_BASE",
    "typing": "Any Union Optional List Dict Tuple Set Callable Iterable Sequence Mapping TypeVar Generic",
    "itertools": "count chain cycle repeat islice product permutations combinations accumulate zip_longest",
    "statistics": "NormalDist",
    "time": "struct_time",
    "http": "HTTPStatus",
    "calendar": "Calendar",
    "io": "BytesIO StringIO",
    "_io": "BytesIO StringIO",
    "math": "sqrt exp log log2 log10 log1p sin cos tan floor ceil fabs pow hypot",
    "queue": "Empty Full",
    "heapq": "heappush heappop",
    "weakref": "WeakKeyDictionary WeakValueDictionary",
    "__builtin__": """
        object int long float str unicode list dict tuple set frozenset bool complex slice xrange
        bytearray
        """,
    "exceptions": "Exception ValueError TypeError KeyError",
    "urllib.parse": "ParseResult SplitResult",
    "email.message": "Message EmailMessage",
    "abc": "ABCMeta ABC",
}

PATHS: dict[str, str] = {
    "numpy.core.multiarray": "_reconstruct scalar ndarray dtype",
    "numpy._core.multiarray": "_reconstruct scalar ndarray dtype",
    "numpy.core.numeric": "_frombuffer dtype",
    "numpy._core.numeric": "_frombuffer dtype",
    "numpy.core": "_ufunc_reconstruct _ufunc_reduce",
    "numpy._core": "_ufunc_reconstruct _ufunc_reduce",
    "numpy.core._multiarray_umath": "_reconstruct scalar",
    "numpy._core._multiarray_umath": "_reconstruct scalar",
    "numpy.random._pickle": "__randomstate_ctor __generator_ctor __bit_generator_ctor",
    "numpy.random": "__RandomState_ctor",
    "numpy.random.mtrand": "RandomState",
    "numpy.ma.core": "_mareconstruct MaskedArray MaskedConstant _MaskedPrintOption",
    "numpy.matrixlib.defmatrix": "matrix",
    "numpy.core.records": "recarray record",
    "numpy._core.records": "recarray record",
    "numpy.core.defchararray": "chararray",
    "numpy.lib._polynomial_impl": "poly1d",
    "numpy.lib.polynomial": "poly1d",
    "pandas._libs.internals": "_unpickle_block BlockManager BlockPlacement SharedBlock NumpyBlock Block",
    "pandas.core.internals.managers": "BlockManager SingleBlockManager",
    "pandas.core.internals.blocks": "new_block NumpyBlock ExtensionBlock",
    "pandas.core.indexes.base": "_new_Index Index",
    "pandas.core.indexes.numeric": "Int64Index Float64Index UInt64Index",
    "pandas.core.indexes.datetimes": "_new_DatetimeIndex DatetimeIndex",
    "pandas.core.indexes.period": "_new_PeriodIndex PeriodIndex",
    "pandas.core.arrays.categorical": "Categorical",
    "numpy": "vectorize",
    "scipy.stats._continuous_distns": "rv_histogram",
    "scipy.stats._distn_infrastructure": "rv_sample rv_sample()._entropy",
    "scipy.stats._levy_stable": "levy_stable_frozen",
    "scipy.sparse.csr": "csr_matrix",
    "scipy.sparse.csc": "csc_matrix",
    "scipy.sparse.coo": "coo_matrix",
    "sklearn.tree.tree": "DecisionTreeClassifier DecisionTreeRegressor",
    "sklearn.ensemble.forest": "RandomForestClassifier RandomForestRegressor",
    "sklearn.linear_model.logistic": "LogisticRegression",
    "sklearn.linear_model.base": "LinearRegression",
    "sklearn.preprocessing.data": "StandardScaler MinMaxScaler",
    "sklearn.preprocessing.label": "LabelEncoder LabelBinarizer",
    "sklearn.svm.classes": "SVC SVR LinearSVC",
    "sklearn.neighbors.classification": "KNeighborsClassifier",
    "sklearn.naive_bayes": "GaussianNB MultinomialNB",
    "sklearn.feature_extraction.text": "CountVectorizer TfidfVectorizer TfidfTransformer",
    "sklearn.utils.deprecation": "DeprecationDict",
    "joblib.numpy_pickle": "NumpyArrayWrapper NDArrayWrapper ZNDArrayWrapper",
    "sklearn.externals.joblib.numpy_pickle": "NumpyArrayWrapper NDArrayWrapper",
    "joblib.memory": "NotMemorizedFunc",
    "torch": """
        Size device Tensor dtype Generator memory_format layout finfo iinfo strided sparse_coo
        contiguous_format preserve_format channels_last per_tensor_affine per_channel_affine
        """,
    "torch._utils": """
        _rebuild_tensor _rebuild_tensor_v2 _rebuild_tensor_v3 _rebuild_parameter
        _rebuild_parameter_with_state _rebuild_sparse_tensor _rebuild_qtensor
        _rebuild_meta_tensor_no_storage _rebuild_device_tensor_from_numpy _rebuild_wrapper_subclass
        _rebuild_nested_tensor _rebuild_sparse_csr_tensor _rebuild_device_tensor_from_cpu_tensor
        _rebuild_xla_tensor _get_restore_location
        """,
    "torch._tensor": "_rebuild_from_type_v2 Tensor",
    "torch.nn.parameter": "Parameter Buffer UninitializedParameter UninitializedBuffer",
    "torch.storage": "UntypedStorage TypedStorage _load_from_bytes",
    "torch.serialization": "_get_layout",
    "torch.jit._pickle": """
        build_intlist build_tensorlist build_doublelist build_boollist build_tensor_from_id
        restore_type_tag
        """,
    "torch.distributed.fsdp.api": "ShardingStrategy",
    "torch.utils.data.dataset": "TensorDataset Subset ConcatDataset",
    "torch.utils.data.dataloader": "DataLoader",
    "dill._dill": "_load_type _create_array _create_namedtuple _create_weakref",
    "cloudpickle.cloudpickle": "_make_dict_keys _make_dict_values _make_dict_items",
    "xgboost.core": "Booster DMatrix",
    "xgboost.sklearn": "XGBClassifier XGBRegressor XGBRanker XGBModel XGBRFClassifier XGBRFRegressor",
    "lightgbm.basic": "Booster Dataset",
    "lightgbm.sklearn": "LGBMClassifier LGBMRegressor LGBMRanker LGBMModel",
    "catboost.core": "CatBoostClassifier CatBoostRegressor CatBoost Pool CatBoostRanker",
    "keras.src.saving.keras_saveable": "KerasSaveable KerasSaveable._unpickle_model",
    "keras.src.models.functional": "Functional Functional._unpickle_model",
    "keras.src.models.sequential": "Sequential Sequential._unpickle_model",
    "keras.src.models.model": "Model Model._unpickle_model",
    "pytorch_lightning.callbacks.model_checkpoint": "ModelCheckpoint",
    "pytorch_lightning.utilities.parsing": "AttributeDict",
    "lightning_fabric.utilities.data": "AttributeDict",
    "omegaconf.dictconfig": "DictConfig",
    "omegaconf.listconfig": "ListConfig",
    "omegaconf.base": "Metadata ContainerMetadata",
    "omegaconf.nodes": "AnyNode StringNode IntegerNode FloatNode BooleanNode",
    "transformers.trainer_utils": """
        IntervalStrategy SchedulerType HubStrategy EvaluationStrategy SaveStrategy
        """,
    "transformers.training_args": "TrainingArguments OptimizerNames",
    "transformers.training_args_seq2seq": "Seq2SeqTrainingArguments",
    "transformers.tokenization_utils_base": "BatchEncoding",
    "accelerate.state": "PartialState",
    "accelerate.utils.dataclasses": "DistributedType",
    "yacs.config": "CfgNode",
    "easydict": "EasyDict",
    "ml_dtypes": "bfloat16 float8_e4m3fn float8_e5m2 int4 uint4",
    "tokenizers": "Tokenizer AddedToken",
}


def names() -> Iterator[tuple[str, str]]:
    """All pairs of module and name."""
    for table in (STDLIB, PATHS):
        for module, found in table.items():
            yield from ((module, name) for name in found.split())
