import { type Exported } from '../wire';

/** Hand a file to the browser. */
export function download(file: Exported): void {
  const url = URL.createObjectURL(
    new Blob([file.content], { type: file.mime })
  );
  const link = document.createElement('a');
  link.href = url;
  link.download = file.name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
