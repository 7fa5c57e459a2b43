import { type TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import { type Finding, type Target } from '../wire';
import { severityWord } from '../words';
import { Evidence } from './evidence';
import { Prose } from './prose';
import { SeveritySign } from './severity';

interface IProps {
  file: Target;
  trans: TranslationBundle;
  /** What can be done about a finding, shown below it. */
  more?: (finding: Finding) => React.ReactNode;
}

/** What is wrong in a file that has no lines to go to, and what of it was not read. */
export function FileFindings(props: IProps): React.JSX.Element {
  const { file, trans, more } = props;
  const live = file.findings.filter(finding => !finding.suppressed);
  const gaps = file.skipped.filter(skipped => skipped.gap);
  return (
    <>
      <p className="mlsec-Hint">{file.format}</p>
      <ul className="mlsec-FileFindings">
        {live.map((finding, index) => (
          <One key={index} finding={finding} trans={trans}>
            {more?.(finding)}
          </One>
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

function One(props: {
  finding: Finding;
  trans: TranslationBundle;
  children: React.ReactNode;
}): React.JSX.Element {
  const { finding, trans, children } = props;
  const { member } = finding.location;
  return (
    <li className={`mlsec-mod-${finding.severity}`} data-rule={finding.rule}>
      <p>
        <SeveritySign severity={finding.severity} />{' '}
        <span className="mlsec-Hidden">
          {severityWord(finding.severity, trans)}{' '}
        </span>
        <Prose text={finding.message} />
      </p>
      <p className="mlsec-Meta">
        <span>{finding.name}</span>
        {member && <span>{member}</span>}
      </p>
      <Evidence finding={finding} trans={trans} />
      <p>
        <Prose text={finding.advice} />
      </p>
      {children}
    </li>
  );
}
