import {setFlagsFromString} from 'node:v8';
import {runInNewContext} from 'node:vm';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** Bytes that are really held: what nobody holds any more is let go first. */
export function heldBytes(): number {
	collect();
	collect();
	return process.memoryUsage().heapUsed;
}
