"""What the user has set in JupyterLab, read on the server: there is one place for a setting."""

from __future__ import annotations

from typing import Any

PLUGIN = "mlsec-nb:panel"


def user_setting(serverapp: Any, name: str) -> Any:
    """The value in the user's settings, an administrator's override or the schema; ``None`` without a lab."""
    from jupyterlab_server.settings_utils import get_settings

    for lab in _labs(serverapp):
        folders = [*lab.extra_labextensions_path, *lab.labextensions_path]
        found, _ = get_settings(
            lab.app_settings_dir,
            lab.schemas_dir,
            lab.user_settings_dir,
            schema_name=PLUGIN,
            labextensions_path=folders,
        )
        default = found["schema"].get("properties", {}).get(name, {}).get("default")
        return found["settings"].get(name, default)
    return None


def _labs(serverapp: Any) -> list[Any]:
    """The applications with JupyterLab's settings: JupyterLab itself, Notebook 7."""
    from jupyterlab_server import LabServerApp

    groups = serverapp.extension_manager.extension_apps.values()
    return [app for group in groups for app in group if isinstance(app, LabServerApp)]
