import {spawnSync} from 'node:child_process';
import {join} from 'node:path';
import {bundleHello} from './hello.ts';
import {node, program, runId, startOnScreen, startService, timeOfProcess} from './process.ts';
import {median, rowOf, type Bench, type Row} from './run.ts';

const rounds = 21;
const nothing = 'node -e 0';

/** The time until the first output of whole processes, alternating with their references. */
export const start: Bench = async () => {
	const service = await startService(30, 0);

	try {
		return [
			...['--version', '--help'].map(option =>
				inTurn(option, () => timeOfProcess(node, [program, option]), emptyNode, nothing, 1.5),
			),
			...onePoll(service.origin),
			...(await firstScreens(service.origin)),
		];
	} finally {
		await service.close();
	}
};

function onePoll(origin: string): readonly Row[] {
	if (spawnSync('python3', ['-c', 'import requests']).status !== 0) {
		process.stderr.write('--json --once is left out: there is no python3 with requests\n');
		return [];
	}

	const loop = join(import.meta.dirname, 'beside', 'poll-once.py');
	return [
		inTurn(
			'--json --once of one run',
			() => timeOfProcess(node, [program, '--json', '--once', '--base-url', origin, runId(0)]),
			() => timeOfProcess('python3', [loop, origin, runId(0)]),
			"the documentation's loop in Python, one poll",
			0.8,
		),
	];
}

/** Compared with bare Ink, the lower bound for a program that uses Ink. */
async function firstScreens(origin: string): Promise<readonly Row[]> {
	const hello = join(await bundleHello(), '..', 'cached.js');
	const times: number[] = [];
	const floors: number[] = [];
	const references: number[] = [];

	// The first start fills the compile cache.
	for (let round = -1; round < rounds; round++) {
		const time = await untilShown([program, '--base-url', origin, runId(0)], /sampler step 29/);
		const floor = await untilShown([hello], /第 38 步/);

		if (round >= 0) {
			times.push(time);
			floors.push(floor);
			references.push(emptyNode());
		}
	}

	const [work, floor, reference] = [median(times), median(floors), median(references)];
	return [
		rowOf("first whole screen with a run's data", {work, reference}, nothing, 5),
		rowOf('first whole screen of bare Ink', {work: floor, reference}, nothing, null),
		rowOf(
			"first whole screen with a run's data, beside bare Ink's",
			{work, reference: floor},
			'bare Ink',
			null,
		),
	];
}

async function untilShown(args: readonly string[], wanted: RegExp): Promise<number> {
	const began = performance.now();
	const screen = startOnScreen(node, args, {columns: 120, rows: 40});
	await screen.shows(wanted);
	const time = performance.now() - began;
	await screen.end();
	return time;
}

function emptyNode(): number {
	return timeOfProcess(node, ['-e', '0']);
}

/** Measures two times alternately. */
function inTurn(
	what: string,
	work: () => number,
	reference: () => number,
	against: string,
	reach: number,
): Row {
	const pairs = Array.from({length: rounds + 1}, () => [work(), reference()] as const).slice(1);
	return rowOf(
		what,
		{
			work: median(pairs.map(([time]) => time)),
			reference: median(pairs.map(([, time]) => time)),
		},
		against,
		reach,
	);
}
