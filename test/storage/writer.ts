import {withMembers} from '../../source/core/saved-state.ts';
import {systemClock} from '../../source/core/time/system-clock.ts';
import {idSets} from '../../source/storage/changes.ts';
import {openStorage} from '../../source/storage/storage.ts';

/**
 * A process that adds run ids to the saved state one by one, and prints each id when it is stored. It adds to each of
 * the sets in turn, since each set keeps only 2,000 ids. It stops at the first problem, and prints it.
 */
const [folder = '', name = '', count = '0'] = process.argv.slice(2);

async function write(): Promise<void> {
	const troubles: unknown[] = [];
	const storage = await openStorage({
		folder,
		account: {service: 'https://example.com/', key: 'cy_storage_0123456789abcdef'},
		clock: systemClock,
		isStart: true,
		onTrouble(trouble) {
			troubles.push(trouble);
			process.stdout.write(`${JSON.stringify(trouble)}\n`);
		},
	});
	const sets = new Map(idSets.map(set => [set, storage.saved[set]]));

	for (let index = 0; index < Number(count) && troubles.length === 0; index++) {
		const set = idSets[index % idSets.length] ?? 'watched';
		const id = `${name}-${Math.floor(index / idSets.length)}`;
		sets.set(set, withMembers(sets.get(set) ?? new Set(), [id], true));
		storage.save(Object.assign({}, storage.saved, Object.fromEntries(sets)));
		await storage.flushed();

		if (troubles.length === 0) {
			process.stdout.write(`${set} ${id}\n`);
		}
	}

	await storage.close();
}

write().catch((error: unknown) => {
	process.stderr.write(`${String(error)}\n`);
	process.exitCode = 1;
});
