import { type TranslationBundle } from '@jupyterlab/translation';
import { type CommandRegistry } from '@lumino/commands';

import { type FindingActions } from '../actions';
import { type ChecklistModel } from '../checklist';
import { type SecurityModel } from '../model';

/** What every part of the panel is given. */
export interface IPanelProps {
  model: SecurityModel;
  checklist: ChecklistModel;
  actions: FindingActions;
  commands: CommandRegistry;
  trans: TranslationBundle;
}
