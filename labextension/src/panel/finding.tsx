import { caretDownIcon } from '@jupyterlab/ui-components';
import * as React from 'react';

import { type Finding } from '../wire';
import { cellWord, spotWord } from '../words';
import { Buttons } from './buttons';
import { Details } from './details';
import { Headline } from './headline';
import { type IListProps } from './list';

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
          <Headline
            finding={finding}
            trans={trans}
            where={byRule ? [spot] : [finding.name, spot]}
          />
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
      {open && (
        <Details finding={finding} trans={trans}>
          <Buttons {...props} />
        </Details>
      )}
    </li>
  );
}
