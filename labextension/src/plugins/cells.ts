import {
  type JupyterFrontEnd,
  type JupyterFrontEndPlugin
} from '@jupyterlab/application';
import { INotebookTracker } from '@jupyterlab/notebook';

import { CELLS_PLUGIN_ID } from '../tokens';

/** What a button of an interactive view says when its text is wanted as a cell; it bubbles. */
const INSERT = 'mlsec-nb:insert';

interface IWanted {
  type: 'code' | 'markdown';
  source: string;
}

/** Puts what an interactive view has to offer below the cell that shows the view; it is not run. */
const plugin: JupyterFrontEndPlugin<void> = {
  id: CELLS_PLUGIN_ID,
  description: 'Inserts cells that interactive views offer.',
  autoStart: true,
  requires: [INotebookTracker],
  activate: (_app: JupyterFrontEnd, tracker: INotebookTracker) => {
    document.addEventListener(INSERT, event => {
      const { target, detail } = event as CustomEvent<IWanted>;
      const notebook = tracker.find(({ content }) =>
        content.node.contains(target as Node)
      )?.content;
      const shown = notebook?.widgets.findIndex(({ node }) =>
        node.contains(target as Node)
      );
      if (notebook?.model && shown !== undefined && shown >= 0) {
        notebook.model.sharedModel.insertCell(shown + 1, {
          cell_type: detail.type,
          source: detail.source
        });
        notebook.activeCellIndex = shown + 1;
        void notebook.scrollToItem(shown + 1);
      }
    });
  }
};

export default plugin;
