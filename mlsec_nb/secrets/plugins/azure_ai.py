"""Keys of Azure OpenAI, Azure AI services and Azure DevOps."""

from __future__ import annotations

from mlsec_nb.secrets.provider import Pattern, Provider

PROVIDER = Provider(
    id="MLS117",
    name="azure-ai-key",
    label="Azure AI key",
    about=str(__doc__),
    harm="Whoever has it uses your deployments on your bill.",
    revoke="Regenerate the key under Keys and Endpoint in the Azure portal and use Microsoft Entra ID.",
    patterns=(
        Pattern("JQQJ99", r"[A-Za-z0-9]{48,56}JQQJ99[A-Za-z0-9]{20,32}", fixed=0),
        Pattern("AZDO", r"[A-Za-z0-9]{72,80}AZDO[A-Za-z0-9]{4}", fixed=0, label="Azure DevOps token"),
    ),
    vendors="azure azureopenai azurechatopenai cognitive ocp aoai".split(),
    shape=r"[0-9a-f]{32}",
    bad=(
        'client = AzureOpenAI(api_key="{alnum:52}JQQJ99{alnum:26}", azure_endpoint=url)',
        'llm = AzureChatOpenAI(azure_endpoint=url, api_key="{hex:32}")',
    ),
    good=(
        "client = AzureOpenAI(azure_ad_token_provider=provider, azure_endpoint=url)",
        'azure_tenant_id = "{hex:32}"',
    ),
)
