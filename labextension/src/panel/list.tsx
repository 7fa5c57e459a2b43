import * as React from 'react';

import { grouped, type IGroup, keyOf } from '../model';
import { type NotebookScanner } from '../notebook/scanner';
import { cellWord } from '../words';
import { Coverage } from './coverage';
import { Files } from './files';
import { FindingItem } from './finding';
import { type IPanelProps } from './props';
import { Clean } from './states';

/** As many as are drawn at once: a page of a thousand would stall the browser. */
const PAGE = 60;

export type IListProps = IPanelProps & { scanner: NotebookScanner };

/** The findings in groups. */
export function FindingList(props: IListProps): React.JSX.Element {
  const { model, trans } = props;
  const [pages, setPages] = React.useState(1);
  const visible = model.visible;
  const groups = grouped(visible.slice(0, pages * PAGE), model.view.grouping);
  return (
    <div className="mlsec-List" onKeyDown={moveFocus}>
      {!model.live.length && (
        <Clean {...props} looking={props.scanner.left > 0} />
      )}
      {model.live.length > 0 && !visible.length && (
        <p className="mlsec-Hint">{trans.__('Nothing fits this filter.')}</p>
      )}
      {groups.map(group => (
        <Group key={group.key} {...props} group={group} />
      ))}
      {visible.length > pages * PAGE && (
        <button className="mlsec-Button" onClick={() => setPages(pages + 1)}>
          {trans.__('Show more (%1)', visible.length - pages * PAGE)}
        </button>
      )}
      <Suppressed {...props} />
      <Files {...props} />
      <Coverage {...props} />
    </div>
  );
}

function Group(props: IListProps & { group: IGroup }): React.JSX.Element {
  const { model, trans, group } = props;
  const { first, findings } = group;
  const byRule = model.view.grouping === 'rule';
  return (
    <section className="mlsec-Group">
      <h3>
        <span>
          {byRule ? first.name : cellWord(first.location, trans)}
          {byRule && <small>{first.rule}</small>}
        </span>
        <span className="mlsec-Count">{findings.length}</span>
      </h3>
      <ul>
        {findings.map((finding, index) => (
          <FindingItem
            key={`${keyOf(finding)}/${index}`}
            {...props}
            finding={finding}
          />
        ))}
      </ul>
    </section>
  );
}

function Suppressed(props: IListProps): React.JSX.Element | null {
  const { model, trans } = props;
  const { suppressed, view } = model;
  if (!suppressed.length) {
    return null;
  }
  return (
    <button
      className="mlsec-Link"
      aria-pressed={view.suppressed}
      onClick={() => model.look({ suppressed: !view.suppressed })}
    >
      {view.suppressed
        ? trans.__('Hide ignored findings')
        : trans._n(
            'Show %1 ignored finding',
            'Show %1 ignored findings',
            suppressed.length
          )}
    </button>
  );
}

/** Up and down go from finding to finding. */
function moveFocus(event: React.KeyboardEvent<HTMLElement>): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) {
    return;
  }
  const rows = Array.from(
    event.currentTarget.querySelectorAll<HTMLElement>('.mlsec-Finding-main')
  );
  const here = rows.findIndex(row => row === document.activeElement);
  const next = rows[here + step];
  if (here >= 0 && next) {
    event.preventDefault();
    next.focus();
  }
}
