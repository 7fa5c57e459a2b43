/** Names that other parts of the application, settings and users refer to. */
import { type CommandRegistry } from '@lumino/commands';
import { Token } from '@lumino/coreutils';

import { type FindingActions } from './actions';
import { type ChecklistModel } from './checklist';
import { type SecurityModel } from './model';
import { type Scanners } from './notebook/scanners';
import { type Api } from './request';
import { type Settings } from './settings';

/** Begins the id of every plugin; `mlsec-nb:panel` also names the settings. */
export const PANEL_PLUGIN_ID = 'mlsec-nb:panel';
export const MARKS_PLUGIN_ID = 'mlsec-nb:marks';
export const GUARD_PLUGIN_ID = 'mlsec-nb:save-guard';
export const FILES_PLUGIN_ID = 'mlsec-nb:files';
export const STATUS_PLUGIN_ID = 'mlsec-nb:status';
export const CELLS_PLUGIN_ID = 'mlsec-nb:cells';

export const PANEL_ID = 'mlsec-panel';
export const TOOLBAR_ITEM = 'mlsec-findings';

export const CommandIDs = {
  openPanel: 'mlsec-nb:open-panel',
  scan: 'mlsec-nb:scan',
  next: 'mlsec-nb:next-finding',
  previous: 'mlsec-nb:previous-finding',
  redact: 'mlsec-nb:redact-outputs',
  exportReport: 'mlsec-nb:export-report',
  openChecklist: 'mlsec-nb:open-checklist',
  exportChecklist: 'mlsec-nb:export-checklist',
  examine: 'mlsec-nb:examine-file'
} as const;

/** What the plugin of the panel offers to the others. */
export interface ISecurity {
  readonly scanners: Scanners;
  readonly model: SecurityModel;
  readonly checklist: ChecklistModel;
  readonly actions: FindingActions;
  readonly settings: Settings;
  readonly api: Api;
  readonly commands: CommandRegistry;
}

export const ISecurity = new Token<ISecurity>(
  'mlsec-nb:ISecurity',
  'The findings of the open notebooks, and what can be done about them.'
);
