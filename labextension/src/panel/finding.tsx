import { caretDownIcon } from '@jupyterlab/ui-components';
import * as React from 'react';

import { type Finding } from '../wire';
import { cellWord, severityWord, spotWord } from '../words';
import { Evidence } from './evidence';
import { ignoreMenu } from './ignore';
import { type IListProps } from './list';
import { Prose } from './prose';
import { SeveritySign } from './severity';

type IProps = IListProps & { finding: Finding };

/** One finding: a row that leads to its place, and below it what can be done. */
export function FindingItem(props: IProps): React.JSX.Element {
  const { finding, actions, scanner, trans } = props;
  const [open, setOpen] = React.useState(false);
  const byRule = props.model.view.grouping === 'rule';
  const at = finding.location;
  const spot = byRule
    ? trans.__('%1, %2', cellWord(at, trans), spotWord(at, trans))
    : spotWord(at, trans);
  return (
    <li
      className={`mlsec-Finding mlsec-mod-${finding.severity}${
        finding.suppressed ? ' mlsec-mod-suppressed' : ''
      }${open ? ' mlsec-mod-unfolded' : ''}`}
      data-rule={finding.rule}
    >
      <div className="mlsec-Finding-row">
        <button
          className="mlsec-Finding-main"
          title={trans.__('Go to %1', `${cellWord(at, trans)}, ${spot}`)}
          onClick={() => void actions.reveal(scanner, finding)}
        >
          <SeveritySign severity={finding.severity} />
          <span className="mlsec-Finding-text">
            <span className="mlsec-Message">
              <Prose text={finding.message} />
            </span>
            <span className="mlsec-Meta">
              <span className="mlsec-Hidden">
                {severityWord(finding.severity, trans)}{' '}
              </span>
              {!byRule && <span>{finding.name}</span>}
              <span>{spot}</span>
            </span>
          </span>
        </button>
        <button
          className={`mlsec-Icon mlsec-Caret${open ? ' mlsec-mod-open' : ''}`}
          aria-expanded={open}
          aria-label={trans.__('Details of %1, %2', finding.name, spot)}
          title={trans.__('Details')}
          onClick={() => setOpen(!open)}
        >
          <caretDownIcon.react tag="span" />
        </button>
      </div>
      {open && <Details {...props} />}
    </li>
  );
}

function Details(props: IProps): React.JSX.Element {
  const { finding, actions, scanner, trans } = props;
  return (
    <div className="mlsec-Details">
      <Evidence finding={finding} trans={trans} />
      <p>
        <Prose text={finding.advice} />
      </p>
      {finding.suppressed && (
        <p className="mlsec-Hint">
          {trans.__('Ignored: %1', finding.suppressed.reason)}
        </p>
      )}
      <div className="mlsec-Actions">
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
      </div>
    </div>
  );
}
