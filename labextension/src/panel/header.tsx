import { PathExt } from '@jupyterlab/coreutils';
import { refreshIcon } from '@jupyterlab/ui-components';
import * as React from 'react';

import { CommandIDs } from '../tokens';
import { downloadMenu } from './exports';
import { downloadIcon } from './icon';
import { type IPanelProps } from './props';

/** The name of the notebook, and what can be done with it as a whole. */
export function Header(props: IPanelProps): React.JSX.Element {
  const { model, commands, trans } = props;
  const { scanner } = model;
  const path = scanner?.panel.context.path ?? '';
  const busy = scanner?.state === 'scanning';
  return (
    <div className="mlsec-Header">
      <div className="mlsec-Header-titles">
        <h2>{trans.__('ML security')}</h2>
        {scanner && <span title={path}>{PathExt.basename(path)}</span>}
      </div>
      <button
        className={`mlsec-Icon${busy ? ' mlsec-mod-busy' : ''}`}
        disabled={!scanner}
        title={trans.__('Scan again')}
        aria-label={trans.__('Scan again')}
        onClick={() => void commands.execute(CommandIDs.scan)}
      >
        <refreshIcon.react tag="span" />
      </button>
      <button
        className="mlsec-Icon"
        disabled={!scanner?.answer}
        title={trans.__('Export the report')}
        aria-label={trans.__('Export the report')}
        aria-haspopup="menu"
        onClick={event => downloadMenu(event.currentTarget, commands)}
      >
        <downloadIcon.react tag="span" />
      </button>
    </div>
  );
}
