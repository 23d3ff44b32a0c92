import sanitizeAnsi from '../../node_modules/ink/build/sanitize-ansi.js';
import {memoizeRecent} from './once.ts';

/** Text and styles, of which Ink takes nothing out; it only moves marks that stand behind a style. */
// oxlint-disable-next-line no-control-regex -- these are what is looked for
const clean = /^(?:[^\p{Control}]|\u001B\[[\d;]*m(?!\p{Mark}))*$/u;

/** The same as Ink's, which makes an object of each sequence of each row. */
export default memoizeRecent(text => (clean.test(text) ? text : sanitizeAnsi(text)));
