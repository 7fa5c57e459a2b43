import { type CommandRegistry } from '@lumino/commands';
import { Menu } from '@lumino/widgets';

import { CommandIDs } from '../tokens';

export const EXPORT_FORMATS = ['html', 'sarif', 'markdown', 'json'] as const;

/** Open the menu of report formats below a button. */
export function downloadMenu(
  button: HTMLElement,
  commands: CommandRegistry
): void {
  const menu = new Menu({ commands });
  menu.addClass('mlsec-Menu');
  for (const format of EXPORT_FORMATS) {
    menu.addItem({ command: CommandIDs.exportReport, args: { format } });
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
