import {cleanName} from '../../../../source/core/text/sanitize.ts';
import {systemClock} from '../../../../source/core/time/system-clock.ts';
import {createDownloads} from '../../../../source/features/outputs/download/downloads.ts';
import {orderFor, testTools} from './set-up.ts';

/**
 * This script saves outputs until all are saved or it is killed. Its arguments: the folder to save into, the origin
 * of the media host, the keys of the outputs.
 */
const [folder = '', origin = '', ...keys] = process.argv.slice(2);
let left = keys.length;
// The process exits without closing the client.
const never = {after: () => undefined};
const downloads = createDownloads({
	prepare: async request => request,
	renew: async request => request,
	...testTools(never, folder, {
		// Makes the lock of a killed process stale at once.
		clock: {...systemClock, now: () => systemClock.now() + 3_600_000},
		random: Math.random,
	}),
	showPath: path => cleanName(path),
	now: () => systemClock.now(),
	report(reports) {
		left -= reports.filter(({phase}) => phase.kind === 'done').length;
		process.stdout.write(`${left}\n`);

		if (reports.some(({phase}) => phase.kind === 'failed') || left === 0) {
			process.exitCode = left === 0 ? 0 : 1;
			void downloads.stop();
		}
	},
	onBug(error) {
		throw error;
	},
});
process.stdout.write('ready\n');
downloads.add(keys.map(key => orderFor(new URL(`/${key}.bin`, origin), {key, sameBy: 'length'})));
