/** What Meow's `build/dependencies.js` exports, without `normalize-package-data` and what it loads: the package is given. */
export {default as y} from 'yargs-parser';
export {default as b} from 'minimist-options';
export {default as c} from 'camelcase-keys';
export {default as d} from 'decamelize-keys';
export {default as e} from 'decamelize';

export const a = () => undefined;
export const n = () => undefined;
/** The help of Meow is not used. */
export const r = String;
export const t = String;
