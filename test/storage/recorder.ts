import {emptyRecord} from '../../source/core/history.ts';
import {systemClock} from '../../source/core/time/system-clock.ts';
import {openStorage} from '../../source/storage/storage.ts';

/**
 * A process that records runs that have ended one by one, and prints the id of each when it is stored. It stops at the
 * first problem, and prints it.
 */
const [folder = '', name = '', count = '0'] = process.argv.slice(2);

async function record(): Promise<void> {
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
		const id = `${name}-${index}`;
		const response = JSON.stringify({id, text: 'x'.repeat(3000)});
		storage.record([{...emptyRecord, id, phase: 'succeeded', title: name, response}], Date.now());
		await storage.flushed();

		if (troubles.length === 0) {
			process.stdout.write(`${id}\n`);
		}
	}

	await storage.close();
}

record().catch((error: unknown) => {
	process.stderr.write(`${String(error)}\n`);
	process.exitCode = 1;
});
