"""API keys of IBM Cloud and watsonx."""

from __future__ import annotations

from mlsec_nb.secrets.provider import Provider

PROVIDER = Provider(
    id="MLS131",
    name="ibm-cloud-key",
    label="IBM Cloud key",
    about=str(__doc__),
    harm="Whoever has it acts as the user or service ID.",
    revoke="Delete it at https://cloud.ibm.com/iam/apikeys and create a new one.",
    vendors="ibm watson watsonx wml ibmcloud".split(),
    shape=r"[A-Za-z0-9_-]{44}",
    bad=('IBM_CLOUD_API_KEY = "{word:44}"',),
    good=("credentials = Credentials(url=url, api_key=getpass())",),
)
