import { caretDownIcon } from '@jupyterlab/ui-components';
import * as React from 'react';

import { type ChecklistControl } from '../../wire';
import { standingWord, statusSign, statusWord } from '../../words';
import { type IPanelProps } from '../props';
import { Prose } from '../prose';
import { AttestForm } from './attest';
import { WaiveForm } from './waive';

type IProps = IPanelProps & { control: ChecklistControl };
type Form = 'attest' | 'waive' | null;

/** Evidence that is listed; the exports hold all of it. */
const MOST = 12;

/** One control: how it stands, and below that why, and what can be done. */
export function ControlItem(props: IProps): React.JSX.Element {
  const { control, trans } = props;
  const [open, setOpen] = React.useState(false);
  return (
    <li
      className={`mlsec-Control mlsec-mod-${control.status}`}
      data-control={control.id}
    >
      <button
        className="mlsec-Control-main"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        <span className="mlsec-StatusSign" aria-hidden="true">
          {statusSign(control.status)}
        </span>
        <span className="mlsec-Finding-text">
          <span>{control.title}</span>
          <span className="mlsec-Meta">
            <span className="mlsec-Hidden">
              {statusWord(control.status, trans)}{' '}
            </span>
            <span>{control.id}</span>
            <span>{standingWord(control, trans)}</span>
          </span>
        </span>
        <span className={`mlsec-Caret${open ? ' mlsec-mod-open' : ''}`}>
          <caretDownIcon.react tag="span" />
        </span>
      </button>
      {open && <Details {...props} />}
    </li>
  );
}

function Details(props: IProps): React.JSX.Element {
  const { control, trans } = props;
  const [form, setForm] = React.useState<Form>(null);
  const details = React.useRef<HTMLDivElement>(null);
  const close = () => {
    setForm(null);
    details.current?.parentElement?.querySelector('button')?.focus();
  };
  return (
    <div className="mlsec-Details" ref={details}>
      <p>
        <Prose text={control.sentence} />
      </p>
      <Evidence {...props} />
      {control.notes.map((note, index) => (
        <p key={index}>{note}</p>
      ))}
      <dl>
        <Fact name={trans.__('Why')} text={control.why} />
        <Fact
          name={trans.__('What a pass does not prove')}
          text={control.limits}
        />
        <Fact name={trans.__('What to do')} text={control.fix} />
        <Fact name={trans.__('Stated')} text={stated(props)} />
      </dl>
      {form === null && <Actions {...props} onForm={setForm} />}
      {form === 'attest' && <AttestForm {...props} onClose={close} />}
      {form === 'waive' && <WaiveForm {...props} onClose={close} />}
    </div>
  );
}

function Evidence({ control, trans }: IProps): React.JSX.Element | null {
  const { evidence } = control.observation;
  if (!evidence.length) {
    return null;
  }
  const rest = evidence.length - MOST;
  return (
    <ul className="mlsec-Proofs" aria-label={trans.__('Evidence')}>
      {evidence.slice(0, MOST).map(({ ref, summary }, index) => (
        <li key={index}>
          <Prose
            text={
              summary.startsWith(ref)
                ? summary
                : trans.__('%1: %2', ref, summary)
            }
          />
        </li>
      ))}
      {rest > 0 && <li>{trans.__('and %1 more', rest)}</li>}
    </ul>
  );
}

function Fact(props: { name: string; text: string }): React.JSX.Element | null {
  return props.text ? (
    <div>
      <dt>{props.name}</dt>
      <dd>
        <Prose text={props.text} />
      </dd>
    </div>
  ) : null;
}

function Actions(
  props: IProps & { onForm: (form: Form) => void }
): React.JSX.Element {
  const { control, model, trans, onForm } = props;
  const findings = model.live.filter(finding =>
    finding.controls.includes(control.id)
  );
  const open =
    control.status === 'fail' || control.status === 'needs_attention';
  return (
    <div className="mlsec-Actions">
      {findings.length > 0 && (
        <button
          className="mlsec-Button mlsec-mod-primary"
          onClick={event => {
            const panel = event.currentTarget.closest('.mlsec-Panel');
            model.look({ face: 'findings', control: control.id });
            requestAnimationFrame(() =>
              panel?.querySelector<HTMLElement>('.mlsec-Finding-main')?.focus()
            );
          }}
        >
          {trans._n('Show %1 finding', 'Show %1 findings', findings.length)}
        </button>
      )}
      <button className="mlsec-Button" onClick={() => onForm('attest')}>
        {trans.__('Attest…')}
      </button>
      {open && (
        <button className="mlsec-Button" onClick={() => onForm('waive')}>
          {trans.__('Accept the risk…')}
        </button>
      )}
    </div>
  );
}

function stated({ control, trans }: IProps): string {
  const { attestation } = control;
  if (!attestation) {
    return '';
  }
  const { by, at, expires, evidence, note } = attestation;
  const words = trans.__('By %1 on %2, until %3.', by, at, expires);
  return [words, note, evidence.join(', ')].filter(Boolean).join(' ');
}
