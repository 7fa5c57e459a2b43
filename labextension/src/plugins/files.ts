import {
  type JupyterFrontEnd,
  type JupyterFrontEndPlugin
} from '@jupyterlab/application';
import { IFileBrowserFactory } from '@jupyterlab/filebrowser';
import { type Contents } from '@jupyterlab/services';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';

import { shieldIcon } from '../panel/icon';
import { CommandIDs, FILES_PLUGIN_ID, ISecurity } from '../tokens';

/** What the panel looks at itself once it is open. */
const NOTEBOOKS = /\.(ipynb|py)$/;

/** Drives whose files are those of the server: its own, and that of real-time collaboration. */
const DRIVES = ['', 'RTC'];

/** A look into a model file, from the context menu of the file browser. */
const plugin: JupyterFrontEndPlugin<void> = {
  id: FILES_PLUGIN_ID,
  description: 'Examines model files from the file browser.',
  autoStart: true,
  requires: [ISecurity],
  optional: [IFileBrowserFactory, ITranslator],
  activate: (
    app: JupyterFrontEnd,
    security: ISecurity,
    browsers: IFileBrowserFactory | null,
    translator: ITranslator | null
  ) => {
    const trans = (translator ?? nullTranslator).load('mlsec_nb');
    const { contents } = app.serviceManager;
    const isOurs = ({ type, path }: Contents.IModel) =>
      type === 'file' &&
      !NOTEBOOKS.test(path) &&
      DRIVES.includes(contents.driveName(path));
    const chosen = (): string | null => {
      const items = browsers?.tracker.currentWidget?.selectedItems() ?? [];
      const [file, ...more] = items;
      return file && !more.length && isOurs(file) ? file.path : null;
    };
    app.commands.addCommand(CommandIDs.examine, {
      label: trans.__('Scan Model File with mlsec'),
      caption: trans.__('Look into the file without loading it'),
      icon: shieldIcon,
      describedBy: {
        args: { type: 'object', properties: { path: { type: 'string' } } }
      },
      isVisible: args => Boolean(args.path ?? chosen()),
      execute: async args => {
        const path = args.path ?? chosen();
        if (path) {
          await security.actions.examine(contents.localPath(String(path)));
        }
      }
    });
  }
};

export default plugin;
