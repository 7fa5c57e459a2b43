import * as React from 'react';

import { type Severity } from '../wire';

/** Shapes, so that colour is never the only sign. */
const SHAPES: Record<Severity, string> = {
  critical: 'M5 0h6l5 5v6l-5 5H5l-5-5V5Z',
  high: 'M8 .5 16 15H0Z',
  medium: 'M8 0l8 8-8 8-8-8Z',
  low: 'M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1Z',
  info: 'M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1Zm0 2.4a4.6 4.6 0 1 0 0 9.2 4.6 4.6 0 0 0 0-9.2Z'
};

/** The sign of a severity; the word stands elsewhere. */
export function SeveritySign(props: { severity: Severity }): React.JSX.Element {
  return (
    <svg
      className={`mlsec-Sign mlsec-mod-${props.severity}`}
      viewBox="0 0 16 16"
      aria-hidden="true"
    >
      <path d={SHAPES[props.severity]} fillRule="evenodd" />
    </svg>
  );
}
