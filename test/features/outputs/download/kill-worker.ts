import * as files from 'node:fs/promises';
import {hostname} from 'node:os';
import {createDownloads} from '../../../../source/features/outputs/download/downloads.ts';
import {openMediaClient} from '../../../../source/features/outputs/download/media-client.ts';
import {systemClock} from '../../../../source/core/time/system-clock.ts';
import {cleanName} from '../../../../source/core/text/sanitize.ts';
import {namedOrder, testLimits} from './requests.ts';

/** Saves outputs until it is killed, or all are saved. Arguments: the folder, the host's origin, the keys. */
const [folder = '', origin = '', ...keys] = process.argv.slice(2);
let left = keys.length;
const downloads = createDownloads({
	folder,
	files,
	// Makes the lock of a killed process stale at once.
	clock: {...systemClock, now: () => systemClock.now() + 3_600_000},
	random: Math.random,
	limits: testLimits,
	media: openMediaClient(testLimits),
	self: {host: hostname(), pid: process.pid},
	isAlive({pid}) {
		try {
			return process.kill(pid, 0);
		} catch {
			return false;
		}
	},
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
downloads.add(
	keys.map(key => ({...namedOrder(new URL(`/${key}.bin`, origin), key), sameBy: 'length'})),
);
