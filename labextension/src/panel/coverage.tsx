import * as React from 'react';

import { type IListProps } from './list';

/** What was read, and what was not. */
export function Coverage(props: IListProps): React.JSX.Element | null {
  const { scanner, trans } = props;
  const { target, answer } = scanner;
  if (!target || !answer) {
    return null;
  }
  const gaps = target.skipped.filter(skipped => skipped.gap);
  const { cells, outputs } = target.coverage;
  return (
    <div className="mlsec-Coverage">
      <p>
        {trans.__(
          'Cells read: %1, outputs: %2, in %3 s. Nothing was run.',
          cells,
          outputs,
          answer.scan.summary.seconds.toFixed(2)
        )}
      </p>
      {gaps.length > 0 && (
        <details>
          <summary>
            {trans._n(
              '%1 thing was not looked at',
              '%1 things were not looked at',
              gaps.length
            )}
          </summary>
          <ul>
            {gaps.slice(0, 50).map(({ what, why }, index) => (
              <li key={index}>{trans.__('%1: %2', what, why)}</li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}
