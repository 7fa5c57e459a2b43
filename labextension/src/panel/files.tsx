import { PathExt } from '@jupyterlab/coreutils';
import * as React from 'react';

import { worstOf } from '../model';
import { type Target } from '../wire';
import { verdictWord } from '../words';
import { Buttons } from './buttons';
import { FileFindings } from './fileFindings';
import { type IListProps } from './list';
import { Section } from './section';
import { SeveritySign } from './severity';

/** The model files that the notebook loads, each with what came of it; nothing where it loads none. */
export function Files(props: IListProps): React.JSX.Element | null {
  const { scanner, trans } = props;
  const { files } = scanner;
  if (!files.length) {
    return null;
  }
  return (
    <Section title={trans.__('Model files it loads')} count={files.length}>
      <ul>
        {files.map(file => (
          <File key={file.path} {...props} file={file} />
        ))}
      </ul>
    </Section>
  );
}

function File(props: IListProps & { file: Target }): React.JSX.Element {
  const { actions, file, scanner, trans } = props;
  const worst = worstOf(file.findings);
  return (
    <li className={`mlsec-File mlsec-mod-${worst ?? 'none'}`}>
      <details>
        <summary title={file.path}>
          {worst && <SeveritySign severity={worst} />}
          <span className="mlsec-File-name">{PathExt.basename(file.path)}</span>
          <span className="mlsec-Meta">{verdictWord(file, trans)}</span>
        </summary>
        <div className="mlsec-Details">
          <FileFindings
            file={file}
            trans={trans}
            buttons={finding => <Buttons {...props} finding={finding} />}
          />
          <div className="mlsec-Actions">
            <button
              className="mlsec-Button"
              onClick={() =>
                void actions.examine(file.path, () => scanner.scan())
              }
            >
              {trans.__('Look inside…')}
            </button>
          </div>
        </div>
      </details>
    </li>
  );
}
