import { type CommandRegistry } from '@lumino/commands';
import { Menu } from '@lumino/widgets';

import { CommandIDs } from '../tokens';

export const EXPORT_FORMATS = ['html', 'sarif', 'markdown', 'json'] as const;

export const CHECKLIST_FORMATS = [
  ...EXPORT_FORMATS,
  'cyclonedx',
  'oscal'
] as const;

/** Open the menu of report formats below a button. */
export function downloadMenu(
  button: HTMLElement,
  commands: CommandRegistry
): void {
  formatMenu(button, commands, CommandIDs.exportReport, EXPORT_FORMATS);
}

/** The same for the checklist. */
export function checklistMenu(
  button: HTMLElement,
  commands: CommandRegistry
): void {
  formatMenu(button, commands, CommandIDs.exportChecklist, CHECKLIST_FORMATS);
}

function formatMenu(
  button: HTMLElement,
  commands: CommandRegistry,
  command: string,
  formats: readonly string[]
): void {
  const menu = new Menu({ commands });
  menu.addClass('mlsec-Menu');
  for (const format of formats) {
    menu.addItem({ command, args: { format } });
  }
  openBelow(menu, button);
}

/** Open a menu that is thrown away once it has been closed. */
export function openBelow(menu: Menu, button: HTMLElement): void {
  menu.aboutToClose.connect(() => {
    button.focus();
    // the chosen command runs after the menu has closed
    setTimeout(() => menu.dispose(), 0);
  });
  const { left, bottom } = button.getBoundingClientRect();
  menu.open(left, bottom);
}
