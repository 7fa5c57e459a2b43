import { type CommandRegistry } from '@lumino/commands';
import { type TranslationBundle } from '@jupyterlab/translation';

import { CHECKLIST_FORMATS, EXPORT_FORMATS } from './panel/exports';
import { shieldIcon } from './panel/icon';
import { CommandIDs, type ISecurity } from './tokens';
import { type Finding } from './wire';

const NO_ARGS = { args: { type: 'object', properties: {} } } as const;

/** Everything that can be done without the mouse. */
export function addCommands(
  commands: CommandRegistry,
  security: ISecurity,
  openPanel: () => void,
  trans: TranslationBundle
): void {
  const { model, actions, checklist } = security;
  const hasNotebook = () => model.scanner !== null;

  commands.addCommand(CommandIDs.openPanel, {
    label: trans.__('ML Security Panel'),
    caption: trans.__('Show the ML security panel'),
    icon: shieldIcon,
    describedBy: NO_ARGS,
    execute: openPanel
  });
  commands.addCommand(CommandIDs.scan, {
    label: trans.__('Scan Notebook for ML Security'),
    caption: trans.__('Scan this notebook as it stands; nothing is run'),
    icon: shieldIcon,
    describedBy: NO_ARGS,
    isEnabled: hasNotebook,
    execute: () => model.scanner?.scan()
  });
  commands.addCommand(CommandIDs.redact, {
    label: trans.__('Redact Secrets in Outputs…'),
    caption: trans.__('Mask what the outputs of this notebook give away'),
    describedBy: NO_ARGS,
    isEnabled: hasNotebook,
    execute: () => model.scanner && actions.redactOutputs(model.scanner)
  });
  commands.addCommand(CommandIDs.exportReport, {
    label: args => exportLabel(String(args.format ?? 'html'), trans),
    caption: trans.__('Download the findings of this notebook'),
    describedBy: {
      args: {
        type: 'object',
        properties: { format: { type: 'string', enum: [...EXPORT_FORMATS] } }
      }
    },
    isEnabled: hasNotebook,
    execute: args =>
      model.scanner &&
      actions.exportReport(model.scanner, String(args.format ?? 'html'))
  });
  commands.addCommand(CommandIDs.openChecklist, {
    label: trans.__('Security Checklist'),
    caption: trans.__('Show how the project stands'),
    icon: shieldIcon,
    describedBy: NO_ARGS,
    execute: () => {
      model.look({ face: 'checklist' });
      openPanel();
    }
  });
  commands.addCommand(CommandIDs.exportChecklist, {
    label: args => checklistLabel(String(args.format ?? 'html'), trans),
    caption: trans.__('Download the checklist of this project'),
    describedBy: {
      args: {
        type: 'object',
        properties: { format: { type: 'string', enum: [...CHECKLIST_FORMATS] } }
      }
    },
    execute: args =>
      actions.exportChecklist(checklist, String(args.format ?? 'html'))
  });
  addSteps(commands, security, trans);
}

/** Go from finding to finding. */
function addSteps(
  commands: CommandRegistry,
  { model, actions }: ISecurity,
  trans: TranslationBundle
): void {
  let last: Finding | null = null;
  const step = async (by: 1 | -1) => {
    const found = model.visible;
    const here = last ? found.indexOf(last) : -1;
    const start = here < 0 && by < 0 ? 0 : here;
    const next = found[(start + by + found.length) % found.length];
    if (model.scanner && next) {
      last = next;
      await actions.reveal(model.scanner, next);
    }
  };
  commands.addCommand(CommandIDs.next, {
    label: trans.__('Go to Next Security Finding'),
    describedBy: NO_ARGS,
    isEnabled: () => model.visible.length > 0,
    execute: () => step(1)
  });
  commands.addCommand(CommandIDs.previous, {
    label: trans.__('Go to Previous Security Finding'),
    describedBy: NO_ARGS,
    isEnabled: () => model.visible.length > 0,
    execute: () => step(-1)
  });
}

function exportLabel(format: string, trans: TranslationBundle): string {
  switch (format) {
    case 'sarif':
      return trans.__('Export Security Report as SARIF');
    case 'markdown':
      return trans.__('Export Security Report as Markdown');
    case 'json':
      return trans.__('Export Security Report as JSON');
    default:
      return trans.__('Export Security Report as HTML');
  }
}

function checklistLabel(format: string, trans: TranslationBundle): string {
  switch (format) {
    case 'sarif':
      return trans.__('Export Checklist as SARIF');
    case 'markdown':
      return trans.__('Export Checklist as Markdown');
    case 'json':
      return trans.__('Export Checklist as JSON');
    case 'cyclonedx':
      return trans.__('Export Checklist as CycloneDX Attestation');
    case 'oscal':
      return trans.__('Export Checklist as OSCAL Assessment Results');
    default:
      return trans.__('Export Checklist as HTML');
  }
}
