import { type TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import { type Finding, type Target } from '../wire';
import { Details } from './details';
import { Headline } from './headline';

interface IProps {
  file: Target;
  trans: TranslationBundle;
  /** What can be done about a finding. */
  buttons: (finding: Finding) => React.ReactNode;
}

/** What is wrong in a file that has no lines to go to, and what of it was not read. */
export function FileFindings(props: IProps): React.JSX.Element {
  const { file, trans, buttons } = props;
  const live = file.findings.filter(finding => !finding.suppressed);
  const gaps = file.skipped.filter(skipped => skipped.gap);
  return (
    <>
      <p className="mlsec-Hint">{file.format}</p>
      <ul className="mlsec-FileFindings">
        {live.map((finding, index) => (
          <li
            key={index}
            className={`mlsec-mod-${finding.severity} mlsec-mod-unfolded`}
            data-rule={finding.rule}
          >
            <div className="mlsec-Finding-main">
              <Headline
                finding={finding}
                trans={trans}
                where={[finding.name, finding.location.member ?? '']}
              />
            </div>
            <Details finding={finding} trans={trans}>
              {buttons(finding)}
            </Details>
          </li>
        ))}
        {gaps.map(({ what, why }, index) => (
          <li key={`gap ${index}`}>
            {trans.__('Not read: %1: %2', what, why)}
          </li>
        ))}
      </ul>
    </>
  );
}
