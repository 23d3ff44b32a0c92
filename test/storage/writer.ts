import {withMembers} from '../../source/core/saved-state.ts';
import {systemClock} from '../../source/core/time/system-clock.ts';
import {openStorage, type Storage} from '../../source/storage/storage.ts';

const idSets = ['watched'] as const;

/**
 * A process that makes changes one by one, and prints each when it is stored. It stops at the first problem, and prints
 * it. `state`: adds run ids to the saved state; to each of the sets in turn, since each set keeps only 2,000 ids.
 * `history`: records runs that have ended.
 */
const [folder = '', name = '', count = '0', kind = 'state'] = process.argv.slice(2);
const change = kind === 'state' ? addId : recordRun;
const added: Record<string, ReadonlySet<string>> = {};

function addId(storage: Storage, index: number): string {
	const set = idSets[index % idSets.length] ?? 'watched';
	const id = `${name}-${Math.floor(index / idSets.length)}`;
	added[set] = withMembers(added[set] ?? storage.saved[set], [id], true);
	storage.save(Object.assign({}, storage.saved, added));
	return `${set} ${id}`;
}

function recordRun(storage: Storage, index: number): string {
	const id = `${name}-${index}`;
	const response = JSON.stringify({id, text: 'x'.repeat(3000)});
	storage.record([{id, phase: 'succeeded', title: name, response}], Date.now());
	return id;
}

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

	for (let index = 0; index < Number(count) && troubles.length === 0; index++) {
		const line = change(storage, index);
		await storage.flushed();

		if (troubles.length === 0) {
			process.stdout.write(`${line}\n`);
		}
	}

	await storage.close();
}

write().catch((error: unknown) => {
	process.stderr.write(`${String(error)}\n`);
	process.exitCode = 1;
});
