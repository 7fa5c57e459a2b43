import { type IRenderMimeRegistry } from '@jupyterlab/rendermime';
import { Widget } from '@lumino/widgets';

const MARKDOWN = 'text/markdown';

/** What a rule means, rendered, or as text where nothing can render Markdown. */
export async function explanation(
  markdown: string,
  rendermime: IRenderMimeRegistry | null
): Promise<Widget> {
  const body = rendermime?.createRenderer(MARKDOWN) ?? new Widget();
  body.addClass('mlsec-Explanation');
  body.node.tabIndex = 0;
  if (rendermime) {
    const model = rendermime.createModel({ data: { [MARKDOWN]: markdown } });
    await (body as ReturnType<typeof rendermime.createRenderer>).renderModel(
      model
    );
  } else {
    body.node.textContent = markdown;
  }
  return body;
}
