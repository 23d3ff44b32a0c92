import * as files from 'node:fs/promises';
import {withMember} from '../../source/core/saved-state.ts';
import {openStorage} from '../../source/storage/storage.ts';
import {systemClock} from '../../source/core/time/system-clock.ts';

/** A process that saves a number of runs, one after another. */
const [folder = '', name = '', count = '0'] = process.argv.slice(2);

async function write(): Promise<void> {
	const storage = await openStorage({
		folder,
		service: 'https://example.com/',
		files,
		clock: systemClock,
		random: Math.random,
		onTrouble(trouble) {
			process.stderr.write(`${JSON.stringify(trouble)}\n`);
		},
	});
	let {watched} = storage.saved;

	for (let index = 0; index < Number(count); index++) {
		watched = withMember(watched, `${name}-${index}`, true);
		storage.save({...storage.saved, watched});
		await storage.flushed();
		process.stdout.write(`${name}-${index}\n`);
	}
}

write().catch((error: unknown) => {
	process.stderr.write(`${String(error)}\n`);
	process.exitCode = 1;
});
