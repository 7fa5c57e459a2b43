import { Dialog, ReactWidget } from '@jupyterlab/apputils';
import { PathExt } from '@jupyterlab/coreutils';
import { type TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import { errorText } from '../request';
import { type ArtifactAnswer, type Finding, type Opcode } from '../wire';
import { verdictWord } from '../words';
import { FileFindings } from './fileFindings';

type Ask = (signal: AbortSignal) => Promise<ArtifactAnswer>;

/** What is to be done about a finding in the file. */
export interface IWish {
  kind: 'explain' | 'value' | 'rule';
  finding: Finding;
}

/**
 * Show what is in a model file; closing the dialog ends an examination that is
 * under way. Resolves to what is to be done: JupyterLab shows one dialog at a time.
 */
export async function showArtifact(
  path: string,
  ask: Ask,
  trans: TranslationBundle
): Promise<IWish | null> {
  let chosen: IWish | null = null;
  const onWish = (wish: IWish) => {
    chosen = wish;
    dialog.reject();
  };
  const body = ReactWidget.create(
    <Artifact ask={ask} onWish={onWish} trans={trans} />
  );
  body.addClass('mlsec-Artifact');
  const dialog = new Inspection({
    title: trans.__('What is in %1', PathExt.basename(path)),
    body,
    buttons: [Dialog.okButton({ label: trans.__('Close') })]
  });
  await dialog.launch();
  return chosen;
}

/** A dialog with buttons in its body: Enter belongs to the one that has the focus. */
class Inspection extends Dialog<unknown> {
  override handleEvent(event: Event): void {
    const { key, target } = event as KeyboardEvent;
    const inside = (target as HTMLElement).closest?.('.mlsec-Artifact');
    if (event.type !== 'keydown' || key !== 'Enter' || !inside) {
      super.handleEvent(event);
    }
  }
}

interface IProps {
  ask: Ask;
  onWish: (wish: IWish) => void;
  trans: TranslationBundle;
}

function Artifact(props: IProps): React.JSX.Element {
  const { ask, trans } = props;
  const [answer, setAnswer] = React.useState<ArtifactAnswer | null>(null);
  const [error, setError] = React.useState<Error | null>(null);
  React.useEffect(() => {
    const abort = new AbortController();
    ask(abort.signal)
      .then(setAnswer)
      .catch(reason => abort.signal.aborted || setError(reason as Error));
    return () => abort.abort();
  }, []);
  if (error) {
    return <p role="alert">{errorText(error)}</p>;
  }
  const target = answer?.scan.targets[0];
  if (!answer || !target) {
    return (
      <p role="status">
        {trans.__('Reading the file; nothing of it is loaded …')}
      </p>
    );
  }
  return (
    <div tabIndex={0}>
      <p role="status">
        <strong>{verdictWord(target, trans)}</strong>
      </p>
      <FileFindings
        file={target}
        trans={trans}
        buttons={finding => <Wishes {...props} finding={finding} />}
      />
      <Disassembly answer={answer} trans={trans} />
      {target.verdict === 'clean' && (
        <p className="mlsec-Hint">
          {trans.__(
            'A file without findings is not thereby safe: a scan shows what its rules know.'
          )}
        </p>
      )}
    </div>
  );
}

function Wishes(props: IProps & { finding: Finding }): React.JSX.Element {
  const { finding, onWish, trans } = props;
  const wishes: [IWish['kind'], string][] = [
    ['value', trans.__('Ignore this…')],
    ['rule', trans.__('Ignore the rule…')],
    ['explain', trans.__('Explain')]
  ];
  return (
    <>
      {wishes.map(([kind, label]) => (
        <button
          key={kind}
          className="mlsec-Button"
          onClick={() => onWish({ kind, finding })}
        >
          {label}
        </button>
      ))}
    </>
  );
}

function Disassembly(props: {
  answer: ArtifactAnswer;
  trans: TranslationBundle;
}): React.JSX.Element | null {
  const { answer, trans } = props;
  if (!answer.disassembly.length) {
    return null;
  }
  return (
    <details open={answer.scan.targets[0].verdict === 'findings'}>
      <summary>{trans.__('Opcodes around what was found')}</summary>
      <pre
        className="mlsec-Evidence"
        tabIndex={0}
        aria-label={trans.__('Disassembly')}
      >
        {answer.disassembly.map((line, index) => (
          <OpcodeLine key={index} line={line} />
        ))}
      </pre>
    </details>
  );
}

function OpcodeLine({ line }: { line: Opcode }): React.JSX.Element {
  const { offset, opcode, top, note, member } = line;
  const place = member ? `${member} ` : '';
  const text = `${place}${offset}: ${opcode} ${top}`.trimEnd();
  return note ? (
    <>
      {`${text}  ← `}
      <b>{note}</b>
      {'\n'}
    </>
  ) : (
    <>{`${text}\n`}</>
  );
}
