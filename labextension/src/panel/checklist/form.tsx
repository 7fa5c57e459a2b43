import { type TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import { errorText } from '../../request';

/** A form below a control; what the server refuses is said in it, and nothing typed is lost. */
export function Form(props: {
  label: string;
  submit: string;
  trans: TranslationBundle;
  children: React.ReactNode;
  onSubmit: (values: FormData) => Promise<void>;
  onClose: () => void;
}): React.JSX.Element {
  const { label, submit, trans, children, onSubmit, onClose } = props;
  const [error, setError] = React.useState('');
  const [busy, setBusy] = React.useState(false);
  const form = React.useRef<HTMLFormElement>(null);
  React.useEffect(() => {
    form.current?.querySelector<HTMLElement>('input, select')?.focus();
  }, []);
  const send = (event: React.FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setBusy(true);
    onSubmit(new FormData(event.currentTarget))
      .then(onClose)
      .catch(reason => {
        setError(errorText(reason as Error));
        setBusy(false);
      });
  };
  return (
    <form
      ref={form}
      className="mlsec-Form"
      aria-label={label}
      onSubmit={send}
      onKeyDown={event => event.key === 'Escape' && onClose()}
    >
      {children}
      {error && <p role="alert">{error}</p>}
      <div className="mlsec-Actions">
        <button
          type="submit"
          className="mlsec-Button mlsec-mod-primary"
          disabled={busy}
        >
          {submit}
        </button>
        <button type="button" className="mlsec-Button" onClick={onClose}>
          {trans.__('Cancel')}
        </button>
      </div>
    </form>
  );
}

/** A label around its field. */
export function Field(props: {
  label: string;
  children: React.ReactNode;
}): React.JSX.Element {
  return (
    <label>
      <span>{props.label}</span>
      {props.children}
    </label>
  );
}

/** What was filled in, as text without blanks around it. */
export function filled(values: FormData, name: string): string {
  return String(values.get(name) ?? '').trim();
}

/** The day that many days after a moment, both as ISO 8601. */
export function dayAfter(moment: string, days: number): string {
  const day = new Date(moment);
  day.setUTCDate(day.getUTCDate() + days);
  return day.toISOString().slice(0, 10);
}
