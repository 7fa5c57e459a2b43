import { type ISettingRegistry } from '@jupyterlab/settingregistry';
import { type IDisposable } from '@lumino/disposable';
import { type ISignal, Signal } from '@lumino/signaling';

import { type Severity } from './wire';

export type GuardMode = 'off' | 'warn' | 'redact' | 'block';

/** What a user can set; the defaults are those of `schema/panel.json`. */
export interface ISettings {
  autoScan: boolean;
  debounce: number;
  gutter: boolean;
  badges: boolean;
  saveGuard: GuardMode;
  scanOutputs: boolean;
  ignore: string[];
  minSeverity: Severity;
}

const DEFAULTS: ISettings = {
  autoScan: true,
  debounce: 300,
  gutter: true,
  badges: true,
  saveGuard: 'warn',
  scanOutputs: true,
  ignore: [],
  minSeverity: 'info'
};

/** The settings in force: the defaults until those of the registry are there. */
export class Settings implements IDisposable {
  get current(): Readonly<ISettings> {
    return this._current;
  }

  get changed(): ISignal<this, void> {
    return this._changed;
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  /** Whether anything in a notebook shows findings by itself. */
  get marks(): boolean {
    return this._current.gutter || this._current.badges;
  }

  /** Follow what the registry says from now on. */
  follow(source: ISettingRegistry.ISettings): void {
    this._source?.changed.disconnect(this._update, this);
    this._source = source;
    source.changed.connect(this._update, this);
    this._update(source);
  }

  dispose(): void {
    this._isDisposed = true;
    this._source?.changed.disconnect(this._update, this);
    Signal.clearData(this);
  }

  private _update(source: ISettingRegistry.ISettings): void {
    this._current = {
      ...DEFAULTS,
      ...(source.composite as unknown as Partial<ISettings>)
    };
    this._changed.emit();
  }

  private _source: ISettingRegistry.ISettings | null = null;
  private _current: ISettings = DEFAULTS;
  private _isDisposed = false;
  private _changed = new Signal<this, void>(this);
}
