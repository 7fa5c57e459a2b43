r"""nbconvert: a report beside each notebook, and preprocessors for exporters of any kind.

::

    jupyter nbconvert --to mlsec *.ipynb
    jupyter nbconvert --to html a.ipynb \
        --HTMLExporter.preprocessors='["mlsec_nb.frontends.nbconvert.RedactSecrets"]'
"""

from mlsec_nb.frontends.nbconvert.exporter import MlsecExporter
from mlsec_nb.frontends.nbconvert.preprocessors import FailOnFindings, RedactSecrets

__all__ = ["FailOnFindings", "MlsecExporter", "RedactSecrets"]
