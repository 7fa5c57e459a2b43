import { caretDownIcon } from '@jupyterlab/ui-components';
import * as React from 'react';

/** A part of the panel under a heading of its own, which folds it. */
export function Section(props: {
  title: string;
  count?: number;
  children: React.ReactNode;
}): React.JSX.Element {
  const [open, setOpen] = React.useState(true);
  const id = React.useId();
  return (
    <section className="mlsec-Section" aria-labelledby={id}>
      <h3 id={id}>
        <button aria-expanded={open} onClick={() => setOpen(!open)}>
          <span className={`mlsec-Caret${open ? ' mlsec-mod-open' : ''}`}>
            <caretDownIcon.react tag="span" />
          </span>
          <span>{props.title}</span>
          <span className="mlsec-Count">{props.count}</span>
        </button>
      </h3>
      {open && props.children}
    </section>
  );
}
