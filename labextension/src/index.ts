import {
  ILayoutRestorer,
  type JupyterFrontEnd,
  type JupyterFrontEndPlugin
} from '@jupyterlab/application';
import { ICommandPalette } from '@jupyterlab/apputils';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';

import { shieldIcon } from './panel/icon';
import { SecurityPanel } from './panel/panel';
import { CommandIDs, PANEL_PLUGIN_ID } from './tokens';

const panelPlugin: JupyterFrontEndPlugin<void> = {
  id: PANEL_PLUGIN_ID,
  description: 'The ML security panel in the right side bar.',
  autoStart: true,
  // optional, because Notebook 7 has no layout restorer
  optional: [ILayoutRestorer, ICommandPalette, ITranslator],
  activate: (
    app: JupyterFrontEnd,
    restorer: ILayoutRestorer | null,
    palette: ICommandPalette | null,
    translator: ITranslator | null
  ) => {
    const trans = (translator ?? nullTranslator).load('mlsec_nb');
    const panel = new SecurityPanel(trans);
    app.shell.add(panel, 'right', { rank: 850, type: 'ML security' });
    restorer?.add(panel, panel.id);

    app.commands.addCommand(CommandIDs.openPanel, {
      label: trans.__('ML Security Panel'),
      caption: trans.__('Show the ML security panel'),
      icon: shieldIcon,
      describedBy: { args: { type: 'object', properties: {} } },
      execute: () => app.shell.activateById(panel.id)
    });
    palette?.addItem({
      command: CommandIDs.openPanel,
      category: trans.__('ML Security')
    });
  }
};

export default [panelPlugin];
