import * as React from 'react';

import { type Finding } from '../wire';
import { ignoreMenu } from './ignore';
import { type IListProps } from './list';

/** What can be done about a finding, of the notebook or of a file that it loads. */
export function Buttons(
  props: IListProps & { finding: Finding }
): React.JSX.Element {
  const { finding, actions, scanner, trans } = props;
  return (
    <>
      {finding.fix && !finding.suppressed && (
        <button
          className="mlsec-Button mlsec-mod-primary"
          title={finding.fix.title}
          onClick={() => void actions.fix(scanner, finding)}
        >
          {trans.__('Fix…')}
        </button>
      )}
      {!finding.suppressed && (
        <button
          className="mlsec-Button"
          aria-haspopup="menu"
          onClick={event => ignoreMenu(event.currentTarget, props)}
        >
          {trans.__('Ignore…')}
        </button>
      )}
      <button
        className="mlsec-Button"
        onClick={() => void actions.explain(finding)}
      >
        {trans.__('Explain')}
      </button>
      <button className="mlsec-Button" onClick={() => actions.copy(finding)}>
        {trans.__('Copy')}
      </button>
    </>
  );
}
