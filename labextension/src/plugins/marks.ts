import {
  type JupyterFrontEnd,
  type JupyterFrontEndPlugin
} from '@jupyterlab/application';
import { CodeCellModel } from '@jupyterlab/cells';
import {
  EditorExtensionRegistry,
  IEditorExtensionRegistry
} from '@jupyterlab/codemirror';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';

import { Badges } from '../notebook/badges';
import { CellMarks } from '../notebook/cellMarks';
import { marks } from '../notebook/marks';
import { ISecurity, MARKS_PLUGIN_ID } from '../tokens';

/** Underlines, gutter and badges in the notebook. */
const plugin: JupyterFrontEndPlugin<void> = {
  id: MARKS_PLUGIN_ID,
  description: 'Marks security findings in the cells of a notebook.',
  autoStart: true,
  requires: [ISecurity],
  optional: [IEditorExtensionRegistry, ITranslator],
  activate: (
    _app: JupyterFrontEnd,
    security: ISecurity,
    editors: IEditorExtensionRegistry | null,
    translator: ITranslator | null
  ) => {
    const trans = (translator ?? nullTranslator).load('mlsec_nb');
    const { scanners } = security;
    scanners.added.connect(
      (_, scanner) => new Badges(scanner, security, trans)
    );
    scanners.all.forEach(scanner => new Badges(scanner, security, trans));
    editors?.addExtension({
      name: 'mlsec-nb:marks',
      factory: ({ model }) => {
        if (!(model instanceof CodeCellModel)) {
          return null;
        }
        const scanner = scanners.ofCell(model);
        return scanner
          ? EditorExtensionRegistry.createImmutableExtension(
              marks(new CellMarks(model.id, scanner, security, trans))
            )
          : null;
      }
    });
  }
};

export default plugin;
