import { Dialog, ReactWidget, showDialog } from '@jupyterlab/apputils';
import { PathExt } from '@jupyterlab/coreutils';
import { type TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import { errorText } from '../request';
import { type ArtifactAnswer, type Opcode } from '../wire';
import { verdictWord } from '../words';
import { FileFindings } from './fileFindings';

type Ask = (signal: AbortSignal) => Promise<ArtifactAnswer>;

/** Show what is in a model file; closing the dialog ends an examination that is under way. */
export async function showArtifact(
  path: string,
  ask: Ask,
  trans: TranslationBundle
): Promise<void> {
  const body = ReactWidget.create(<Artifact ask={ask} trans={trans} />);
  body.addClass('mlsec-Artifact');
  await showDialog({
    title: trans.__('What is in %1', PathExt.basename(path)),
    body,
    buttons: [Dialog.okButton({ label: trans.__('Close') })]
  });
}

function Artifact(props: {
  ask: Ask;
  trans: TranslationBundle;
}): React.JSX.Element {
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
      <FileFindings file={target} trans={trans} />
      {answer.disassembly.length > 0 && (
        <details open={target.verdict === 'findings'}>
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
      )}
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
