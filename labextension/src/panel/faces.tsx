import * as React from 'react';

import { type Face } from '../model';
import { type IPanelProps } from './props';

/** The switch between the findings of the notebook and the checklist of its project. */
export function Faces({ model, trans }: IPanelProps): React.JSX.Element {
  const faces: [Face, string][] = [
    ['findings', trans.__('Findings')],
    ['checklist', trans.__('Checklist')]
  ];
  return (
    <div
      className="mlsec-Faces"
      role="group"
      aria-label={trans.__('What is shown')}
    >
      {faces.map(([face, label]) => (
        <button
          key={face}
          aria-pressed={model.view.face === face}
          onClick={() => model.look({ face, control: null, pillar: null })}
        >
          {label}
        </button>
      ))}
    </div>
  );
}
