import { type TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import { type Finding } from '../wire';
import { severityWord } from '../words';
import { Prose } from './prose';
import { SeveritySign } from './severity';

/** What every finding begins with: how bad, what, and words about where. */
export function Headline(props: {
  finding: Finding;
  trans: TranslationBundle;
  where: readonly string[];
}): React.JSX.Element {
  const { finding, trans, where } = props;
  return (
    <>
      <SeveritySign severity={finding.severity} />
      <span className="mlsec-Finding-text">
        <span className="mlsec-Message">
          <Prose text={finding.message} />
        </span>
        <span className="mlsec-Meta">
          <span className="mlsec-Hidden">
            {severityWord(finding.severity, trans)}{' '}
          </span>
          {where.map(word => (
            <span key={word}>{word}</span>
          ))}
        </span>
      </span>
    </>
  );
}
