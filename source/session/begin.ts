/** What every start but `--help` and `--version` needs, in one module: each file that is loaded by itself costs a third of a millisecond. */
export {loadConfig} from '../config/load-config.ts';
export {parseOptions} from '../config/parse-options.ts';
export {run} from './run.ts';
