import {
  type JupyterFrontEnd,
  type JupyterFrontEndPlugin
} from '@jupyterlab/application';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';

import { SaveGuard } from '../notebook/guard';
import { type NotebookScanner } from '../notebook/scanner';
import { GUARD_PLUGIN_ID, ISecurity } from '../tokens';

const SAVE_COMMANDS = [
  'docmanager:save',
  'docmanager:save-all',
  'docmanager:save-as'
];

/** The server's event about a save that it refused. */
const REFUSED = 'urn:mlsec-nb:save-refused:v1';

/** What happens around a save; the refusal itself is the server's. */
const plugin: JupyterFrontEndPlugin<void> = {
  id: GUARD_PLUGIN_ID,
  description: 'Warns of severe security findings when a notebook is saved.',
  autoStart: true,
  requires: [ISecurity],
  optional: [ITranslator],
  activate: (
    app: JupyterFrontEnd,
    security: ISecurity,
    translator: ITranslator | null
  ) => {
    const trans = (translator ?? nullTranslator).load('mlsec_nb');
    const guards = new Map<NotebookScanner, SaveGuard>();
    const add = (scanner: NotebookScanner) => {
      guards.set(scanner, new SaveGuard(scanner, security, trans));
      scanner.panel.disposed.connect(() => guards.delete(scanner));
    };
    security.scanners.added.connect((_, scanner) => add(scanner));
    security.scanners.all.forEach(add);
    app.serviceManager.events.stream.connect((_, event) => {
      if (event.schema_id === REFUSED) {
        guards.forEach(guard => guard.refused(String(event.path)));
      }
    });
    app.commands.commandExecuted.connect((_, { id }) => {
      if (SAVE_COMMANDS.includes(id)) {
        guards.forEach(guard => guard.asked());
      }
    });
  }
};

export default plugin;
