import cellsPlugin from './plugins/cells';
import filesPlugin from './plugins/files';
import guardPlugin from './plugins/guard';
import marksPlugin from './plugins/marks';
import panelPlugin from './plugins/panel';
import statusPlugin from './plugins/status';

export default [
  panelPlugin,
  marksPlugin,
  guardPlugin,
  statusPlugin,
  filesPlugin,
  cellsPlugin
];
