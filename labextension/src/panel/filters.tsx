import { type TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import { type Grouping } from '../model';
import { type IPanelProps } from './props';

const GROUPINGS: readonly Grouping[] = ['cell', 'rule'];

/** Search and grouping; nothing while there is nothing to filter. */
export function Filters(props: IPanelProps): React.JSX.Element | null {
  const { model, trans } = props;
  const { view, live, suppressed } = model;
  if (!live.length && !suppressed.length) {
    return null;
  }
  return (
    <div className="mlsec-Filters" role="search">
      <input
        type="search"
        value={view.search}
        placeholder={trans.__('Search findings')}
        aria-label={trans.__('Search findings')}
        onChange={event => model.look({ search: event.target.value })}
      />
      <div
        className="mlsec-Switch"
        role="group"
        aria-label={trans.__('Group findings')}
      >
        {GROUPINGS.map(grouping => (
          <button
            key={grouping}
            aria-pressed={view.grouping === grouping}
            onClick={() => model.look({ grouping })}
          >
            {groupingWord(grouping, trans)}
          </button>
        ))}
      </div>
      {view.control && (
        <button
          className="mlsec-Chip"
          aria-label={trans.__('Show all findings again')}
          onClick={() => model.look({ control: null })}
        >
          {trans.__('Of %1 ✕', view.control)}
        </button>
      )}
    </div>
  );
}

function groupingWord(grouping: Grouping, trans: TranslationBundle): string {
  return grouping === 'cell' ? trans.__('By cell') : trans.__('By rule');
}
