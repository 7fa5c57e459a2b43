import { ReactWidget, UseSignal } from '@jupyterlab/apputils';
import { type Message } from '@lumino/messaging';
import * as React from 'react';

import { PANEL_ID } from '../tokens';
import { ChecklistView } from './checklist/view';
import { Faces } from './faces';
import { Filters } from './filters';
import { Header } from './header';
import { shieldIcon } from './icon';
import { FindingList } from './list';
import { type IPanelProps } from './props';
import { Failed, NoNotebook, NotScanned } from './states';
import { Summary } from './summary';

/** The side panel: what is wrong in the current notebook, and how its project stands. */
export class SecurityPanel extends ReactWidget {
  constructor(
    private _props: IPanelProps,
    private _onVisible: (visible: boolean) => void
  ) {
    super();
    const { trans } = _props;
    this.id = PANEL_ID;
    this.addClass('mlsec-Panel');
    this.title.icon = shieldIcon;
    this.title.caption = trans.__('ML security');
    this.node.setAttribute('role', 'region');
    this.node.setAttribute('aria-label', trans.__('ML security'));
  }

  protected override render(): React.JSX.Element {
    return (
      <UseSignal signal={this._props.model.changed}>
        {() => <Body {...this._props} />}
      </UseSignal>
    );
  }

  protected override onAfterShow(msg: Message): void {
    super.onAfterShow(msg);
    this._onVisible(true);
  }

  protected override onAfterHide(msg: Message): void {
    super.onAfterHide(msg);
    this._onVisible(false);
  }

  protected override onAfterAttach(msg: Message): void {
    super.onAfterAttach(msg);
    this._onVisible(this.isVisible);
  }

  protected override onActivateRequest(): void {
    this.node.querySelector<HTMLElement>('button:not([disabled])')?.focus();
  }
}

function Body(props: IPanelProps): React.JSX.Element {
  return (
    <>
      <Header {...props} />
      <Faces {...props} />
      <Content {...props} />
    </>
  );
}

function Content(props: IPanelProps): React.JSX.Element {
  const { scanner, view } = props.model;
  if (view.face === 'checklist') {
    return <ChecklistView {...props} />;
  }
  if (!scanner) {
    return <NoNotebook {...props} />;
  }
  if (scanner.state === 'failed' && scanner.error) {
    return <Failed {...props} error={scanner.error} />;
  }
  if (!scanner.answer) {
    return <NotScanned {...props} scanning={scanner.state === 'scanning'} />;
  }
  return (
    <>
      <Summary {...props} />
      <Filters {...props} />
      <FindingList {...props} scanner={scanner} />
    </>
  );
}
