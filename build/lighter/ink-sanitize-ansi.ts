import sanitizeAnsi from '../../node_modules/ink/build/sanitize-ansi.js';
import {memoizeRecent} from './memoize-recent.ts';

/** Text that `sanitizeAnsi` returns unchanged: without controls but SGR, and without a combining mark after it. */
// oxlint-disable-next-line no-control-regex
const clean = /^(?:[^\p{Control}]|\u001B\[[\d;]*m(?!\p{Mark}))*$/u;

/** Ink's function with a fast path. Ink tokenizes every row. */
export default memoizeRecent(text => (clean.test(text) ? text : sanitizeAnsi(text)));
