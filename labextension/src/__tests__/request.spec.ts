import { ServerConnection } from '@jupyterlab/services';
import { expect, test } from 'vitest';

import { Api, errorText } from '../request';

function api(status: number, content: object): Api {
  const fetch = () =>
    Promise.resolve(new Response(JSON.stringify(content), { status }));
  return new Api(ServerConnection.makeSettings({ fetch }));
}

async function told(answer: Api): Promise<string> {
  return answer.explain('MLS201').then(
    () => '',
    (error: Error) => errorText(error)
  );
}

test('a server without the extension is told of, with the way out', async () => {
  const text = await told(api(404, { message: 'Not Found', reason: null }));
  expect(text).toContain('no mlsec_nb');
  expect(text).toContain('mlsec-nb doctor');
});

test('a refusal of the extension is handed on', async () => {
  const refused = { message: 'No rule is called x.', advice: 'Look again.' };
  expect(await told(api(404, refused))).toBe(
    'No rule is called x. Look again.'
  );
});
