import { type TranslationBundle } from '@jupyterlab/translation';
import { CommandRegistry } from '@lumino/commands';
import { Menu } from '@lumino/widgets';

import { type FindingActions } from '../actions';
import { type NotebookScanner } from '../notebook/scanner';
import { type IgnoreScope } from '../request';
import { type Finding } from '../wire';
import { openBelow } from './exports';

interface ITarget {
  finding: Finding;
  scanner: NotebookScanner;
  actions: FindingActions;
  trans: TranslationBundle;
}

/** Open the menu that says how far a finding is ignored. */
export function ignoreMenu(button: HTMLElement, target: ITarget): void {
  // these commands are about one finding: they belong to this menu alone
  const commands = new CommandRegistry();
  const menu = new Menu({ commands });
  menu.addClass('mlsec-Menu');
  const { finding, scanner, actions, trans } = target;
  const add = (scope: IgnoreScope, label: string) => {
    commands.addCommand(scope, {
      label,
      describedBy: { args: { type: 'object', properties: {} } },
      execute: () => void actions.ignore(scanner, finding, scope)
    });
    menu.addItem({ command: scope });
  };
  if (finding.location.cell !== null) {
    add('here', trans.__('Here, in the cell'));
    add('value', trans.__('This value, in the project'));
  } else {
    add('value', trans.__('This finding, in the project'));
  }
  add('rule', trans.__('All of %1, in the project', finding.name));
  openBelow(menu, button);
}
