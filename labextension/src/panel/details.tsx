import { type TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import { type Finding } from '../wire';
import { Evidence } from './evidence';
import { Prose } from './prose';

/** What is below the headline of a finding, and below that what can be done about it. */
export function Details(props: {
  finding: Finding;
  trans: TranslationBundle;
  children: React.ReactNode;
}): React.JSX.Element {
  const { finding, trans, children } = props;
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
      <div className="mlsec-Actions">{children}</div>
    </div>
  );
}
