import {
  ILayoutRestorer,
  type JupyterFrontEnd,
  type JupyterFrontEndPlugin
} from '@jupyterlab/application';
import { ICommandPalette, IToolbarWidgetRegistry } from '@jupyterlab/apputils';
import { INotebookTracker, type NotebookPanel } from '@jupyterlab/notebook';
import { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import { ISettingRegistry } from '@jupyterlab/settingregistry';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';

import { FindingActions } from '../actions';
import { ChecklistModel } from '../checklist';
import { addCommands } from '../commands';
import { SecurityModel } from '../model';
import { toolbarButton } from '../notebook/button';
import { Scanners } from '../notebook/scanners';
import { SecurityPanel } from '../panel/panel';
import { Api } from '../request';
import { Settings } from '../settings';
import {
  CommandIDs,
  ISecurity,
  PANEL_PLUGIN_ID,
  TOOLBAR_ITEM
} from '../tokens';

/** The panel, its commands and the notebook's toolbar button. */
const plugin: JupyterFrontEndPlugin<ISecurity> = {
  id: PANEL_PLUGIN_ID,
  description: 'The ML security panel in the right side bar.',
  autoStart: true,
  provides: ISecurity,
  requires: [INotebookTracker],
  // optional, because Notebook 7 and custom applications do not have them all
  optional: [
    ILayoutRestorer,
    ICommandPalette,
    ISettingRegistry,
    IRenderMimeRegistry,
    IToolbarWidgetRegistry,
    ITranslator
  ],
  activate: (
    app: JupyterFrontEnd,
    tracker: INotebookTracker,
    restorer: ILayoutRestorer | null,
    palette: ICommandPalette | null,
    registry: ISettingRegistry | null,
    rendermime: IRenderMimeRegistry | null,
    toolbars: IToolbarWidgetRegistry | null,
    translator: ITranslator | null
  ): ISecurity => {
    const { commands, shell } = app;
    const trans = (translator ?? nullTranslator).load('mlsec_nb');
    const settings = new Settings();
    const api = new Api(app.serviceManager.serverSettings);
    const scanners = new Scanners(tracker, api, settings);
    const model = new SecurityModel(scanners);
    const actions = new FindingActions(
      api,
      settings,
      trans,
      rendermime,
      notebook => {
        if (shell.currentWidget !== notebook) {
          shell.activateById(notebook.id);
        }
      }
    );
    const checklist = new ChecklistModel(model, api);
    const security = {
      scanners,
      model,
      checklist,
      actions,
      settings,
      api,
      commands
    };

    const panel = new SecurityPanel(
      { model, checklist, actions, commands, trans },
      visible => {
        scanners.watched = visible;
        checklist.visible = visible;
      }
    );
    shell.add(panel, 'right', { rank: 850, type: 'ML security' });
    restorer?.add(panel, panel.id);

    const openPanel = () => shell.activateById(panel.id);
    addCommands(commands, security, openPanel, trans);
    for (const command of Object.values(CommandIDs)) {
      palette?.addItem({ command, category: trans.__('ML Security') });
    }
    toolbars?.addFactory<NotebookPanel>('Notebook', TOOLBAR_ITEM, notebook =>
      toolbarButton(scanners.of(notebook), trans, openPanel)
    );
    void registry
      ?.load(PANEL_PLUGIN_ID)
      .then(source => settings.follow(source))
      .catch(() => undefined);
    return security;
  }
};

export default plugin;
