import {
  type JupyterFrontEnd,
  type JupyterFrontEndPlugin
} from '@jupyterlab/application';
import { IStatusBar } from '@jupyterlab/statusbar';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';

import { statusItem } from '../status';
import { CommandIDs, ISecurity, STATUS_PLUGIN_ID } from '../tokens';

/** The count in the status bar; Notebook 7 has none. */
const plugin: JupyterFrontEndPlugin<void> = {
  id: STATUS_PLUGIN_ID,
  description: 'Shows the number of security findings in the status bar.',
  autoStart: true,
  requires: [ISecurity],
  optional: [IStatusBar, ITranslator],
  activate: (
    app: JupyterFrontEnd,
    security: ISecurity,
    statusBar: IStatusBar | null,
    translator: ITranslator | null
  ) => {
    const { model } = security;
    const trans = (translator ?? nullTranslator).load('mlsec_nb');
    statusBar?.registerStatusItem(STATUS_PLUGIN_ID, {
      item: statusItem(
        model,
        trans,
        () => void app.commands.execute(CommandIDs.openPanel)
      ),
      align: 'right',
      rank: 90,
      isActive: () => model.scanner !== null,
      activeStateChanged: model.changed
    });
  }
};

export default plugin;
