import { LabIcon } from '@jupyterlab/ui-components';

/** A shield; its classes let the theme colour it. */
export const shieldIcon = new LabIcon({
  name: 'mlsec-nb:shield',
  svgstr: `<svg xmlns="http://www.w3.org/2000/svg" width="16" viewBox="0 0 24 24">
  <path class="jp-icon3 jp-icon-selectable" fill="#616161"
    d="M12 1.6 3.6 5v6.2c0 5 3.5 9.5 8.4 11.2 4.9-1.7 8.4-6.2 8.4-11.2V5Zm-1.2 14.6-3.9-3.9 1.5-1.5 2.4 2.4 5-5 1.5 1.5Z"/>
</svg>`
});

/** An arrow into a tray. */
export const downloadIcon = new LabIcon({
  name: 'mlsec-nb:download',
  svgstr: `<svg xmlns="http://www.w3.org/2000/svg" width="16" viewBox="0 0 24 24">
  <path class="jp-icon3 jp-icon-selectable" fill="#616161"
    d="M11 3h2v9.2l3.3-3.3 1.4 1.4L12 16 6.3 10.3l1.4-1.4 3.3 3.3ZM4 18h16v2H4Z"/>
</svg>`
});
