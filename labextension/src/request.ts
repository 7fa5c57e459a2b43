import { URLExt } from '@jupyterlab/coreutils';
import { ServerConnection } from '@jupyterlab/services';

import {
  type Added,
  type ArtifactAnswer,
  type ArtifactRequest,
  type AttestRequest,
  type Changes,
  type ChecklistAnswer,
  type ChecklistRequest,
  type Explanation,
  type Exported,
  type Failure,
  type Finding,
  type MissingPieces,
  type ScanAnswer,
  type WaiveRequest
} from './wire';

/** The server knows some pieces of the notebook no longer: send them again. */
export class MissingPiecesError extends Error {
  constructor(readonly keys: string[]) {
    super('The server asks for pieces of the notebook again.');
  }
}

/** The server says what is wrong and what to do about it. */
export class RefusedError extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly advice: string
  ) {
    super(message);
  }
}

/** A request's notebook, in parts that the browser puts together. */
export type Body = BlobPart[];

/** How thoroughly the checklist is gone through. */
export type IHow = Omit<ChecklistRequest, 'path'>;

export type IgnoreScope = 'here' | 'rule' | 'value';

/** The routes of the server extension. */
export class Api {
  constructor(private _server: ServerConnection.ISettings) {}

  scan(notebook: Body, signal: AbortSignal): Promise<ScanAnswer> {
    return this._post('scan', notebook, {}, signal);
  }

  fix(notebook: Body, finding: Finding): Promise<Changes> {
    return this._post('fix', notebook, { finding: named(finding) });
  }

  redactOutputs(notebook: Body): Promise<Changes> {
    return this._post('fix', notebook, { outputs: true });
  }

  ignoreHere(
    notebook: Body,
    finding: Finding,
    reason: string
  ): Promise<Changes> {
    const more = { finding: named(finding), reason, scope: 'here' };
    return this._post('ignore', notebook, more);
  }

  ignoreInProject(
    notebook: Body,
    finding: Finding,
    reason: string,
    scope: 'rule' | 'value'
  ): Promise<Added> {
    const more = { finding: named(finding), reason, scope };
    return this._post('ignore', notebook, more);
  }

  exportReport(notebook: Body, format: string): Promise<Exported> {
    return this._post('export', notebook, { format });
  }

  artifact(
    request: ArtifactRequest,
    signal: AbortSignal
  ): Promise<ArtifactAnswer> {
    const body = JSON.stringify(request);
    return this._send('artifact', { method: 'POST', body, signal });
  }

  ignoreArtifact(
    request: ArtifactRequest,
    finding: Finding,
    reason: string,
    scope: 'rule' | 'value'
  ): Promise<Added> {
    const more = { finding: named(finding), reason, scope };
    const body = JSON.stringify({ ...request, ...more });
    return this._send('artifact/ignore', { method: 'POST', body });
  }

  checklist(
    notebook: Body,
    request: ChecklistRequest,
    signal: AbortSignal
  ): Promise<ChecklistAnswer> {
    return this._post('checklist', notebook, request, signal);
  }

  exportChecklist(
    notebook: Body,
    request: ChecklistRequest & { format: string }
  ): Promise<Exported> {
    return this._post('checklist/export', notebook, request);
  }

  attest(request: AttestRequest): Promise<Added> {
    const body = JSON.stringify(request);
    return this._send('checklist/attest', { method: 'POST', body });
  }

  waive(request: WaiveRequest): Promise<Added> {
    const body = JSON.stringify(request);
    return this._send('checklist/waive', { method: 'POST', body });
  }

  explain(rule: string): Promise<Explanation> {
    return this._send(`rules/${encodeURIComponent(rule)}`, { method: 'GET' });
  }

  letPass(path: string): Promise<unknown> {
    const body = JSON.stringify({ path });
    return this._send('guard/pass', { method: 'POST', body });
  }

  /** `notebook` is a JSON object without its last brace; `more` is added to it. */
  private _post<T>(
    route: string,
    notebook: Body,
    more: object,
    signal?: AbortSignal
  ): Promise<T> {
    const rest = Object.entries(more).map(
      ([key, value]) => `,${JSON.stringify(key)}:${JSON.stringify(value)}`
    );
    const body = new Blob([...notebook, ...rest, '}'], {
      type: 'application/json'
    });
    return this._send(route, { method: 'POST', body, signal });
  }

  private async _send<T>(route: string, init: RequestInit): Promise<T> {
    const url = URLExt.join(this._server.baseUrl, 'mlsec-nb', 'api', route);
    const response = await ServerConnection.makeRequest(
      url,
      init,
      this._server
    );
    if (response.ok) {
      return (await response.json()) as T;
    }
    throw await refusal(response);
  }
}

/** What is wrong and what to do about it. */
export function errorText(error: Error): string {
  return error instanceof RefusedError && error.advice
    ? `${error.message} ${error.advice}`
    : error.message;
}

function named(finding: Finding): Pick<Finding, 'fingerprint' | 'location'> {
  return { fingerprint: finding.fingerprint, location: finding.location };
}

/** What servers say that do not know our routes. */
const UNKNOWN_ROUTE = [404, 405, 501];

async function refusal(response: Response): Promise<Error> {
  const content = (await response.json().catch(() => ({}))) as Partial<
    MissingPieces & Failure
  >;
  if (response.status === 409 && content.missing) {
    return new MissingPiecesError(content.missing);
  }
  if (content.advice === undefined && UNKNOWN_ROUTE.includes(response.status)) {
    return new RefusedError(
      response.status,
      'This server has no mlsec_nb: the panel asks it for every scan.',
      'Run `mlsec-nb doctor` where Jupyter runs. JupyterLite has no server: `%mlsec scan FILE` works there.'
    );
  }
  return new RefusedError(
    response.status,
    content.message ?? response.statusText,
    content.advice ?? ''
  );
}
