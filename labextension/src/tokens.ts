/** Names that other parts of the application, settings and users refer to. */

export const PANEL_PLUGIN_ID = 'mlsec-nb:panel';

export const PANEL_ID = 'mlsec-panel';

export const CommandIDs = {
  openPanel: 'mlsec-nb:open-panel'
} as const;
