import { PathExt } from '@jupyterlab/coreutils';
import { refreshIcon } from '@jupyterlab/ui-components';
import * as React from 'react';

import { CommandIDs } from '../tokens';
import { checklistMenu, downloadMenu } from './exports';
import { downloadIcon } from './icon';
import { type IPanelProps } from './props';

/** The name of the notebook, and what can be done with it as a whole. */
export function Header(props: IPanelProps): React.JSX.Element {
  const { model, checklist, commands, trans } = props;
  const { scanner, view } = model;
  const listing = view.face === 'checklist';
  const path = scanner?.panel.context.path ?? '';
  const busy = scanner?.state === 'scanning';
  const again = listing ? trans.__('Look again') : trans.__('Scan again');
  return (
    <div className="mlsec-Header">
      <div className="mlsec-Header-titles">
        <h2>{trans.__('ML security')}</h2>
        {scanner && <span title={path}>{PathExt.basename(path)}</span>}
      </div>
      <button
        className={`mlsec-Icon${busy ? ' mlsec-mod-busy' : ''}`}
        disabled={!scanner && !listing}
        title={again}
        aria-label={again}
        onClick={() =>
          void (listing ? checklist.run() : commands.execute(CommandIDs.scan))
        }
      >
        <refreshIcon.react tag="span" />
      </button>
      <button
        className="mlsec-Icon"
        disabled={!scanner?.answer && !listing}
        title={trans.__('Export the report')}
        aria-label={trans.__('Export the report')}
        aria-haspopup="menu"
        onClick={event =>
          listing
            ? checklistMenu(event.currentTarget, commands)
            : downloadMenu(event.currentTarget, commands)
        }
      >
        <downloadIcon.react tag="span" />
      </button>
    </div>
  );
}
