import {rmSync} from 'node:fs';
import {join} from 'node:path';
import {createHttpClient} from '../../source/api/http-client.ts';
import {redactor} from '../../source/api/redact.ts';
import {foreignName} from '../../source/core/text/sanitize.ts';
import type {Clock} from '../../source/core/time/clock.ts';
import {systemClock} from '../../source/core/time/system-clock.ts';
import {
	showcase,
	startDemoService,
	type RunScript,
	type Scenario,
} from '../../source/demo/index.ts';
import {Recorder} from '../../source/features/replay/recording/recorder.ts';
import {beginRecording} from '../../source/features/replay/recording/recording-file.ts';
import {recordingRedactor} from '../../source/features/replay/recording/redact.ts';
import {createPoller} from '../../source/polling/poller.ts';
import {reduce} from '../../source/store/reducer.ts';
import {initialState} from '../../source/store/state.ts';
import {createStore} from '../../source/store/store.ts';
import {pictureRun} from '../../test/helpers/picture-run.ts';
import {diceOf} from './random.ts';

/**
 * This script records the demo service into `recordings/`, like `--record`. Run it with `node --import tsx
 * bench/forecast/make-recordings.ts` when the format of recordings changes. Its clock runs `speed` times as fast as
 * real time.
 */
const speed = 20;
const began = {wall: Date.UTC(2026, 4, 8, 10), real: systemClock.monotonic()};
const clock: Clock = {
	now: () => Math.floor(began.wall + clock.monotonic()),
	monotonic: () => (systemClock.monotonic() - began.real) * speed,
	after: (delay, callback) => systemClock.after(delay / speed, callback),
};

await record('demo', short(showcase()));
await record('repeated', repeated());

/** Removes most of the log entries, to keep the file small. */
function short({runs}: Scenario): Scenario {
	return {runs: runs.map(run => ({...run, logged: 'ends'}))};
}

/**
 * Returns nine runs of one workflow, one after the other. The sampler's time varies, and every third run loads the
 * model. The progress that the service reports is the share of completed nodes.
 */
function repeated(): Scenario {
	const dice = diceOf(1);
	let createdAt = 0;
	return {
		runs: Array.from({length: 9}, (_, index): RunScript => {
			const run = pictureRun(`repeated ${index}`, createdAt);
			const nodes = run.nodes.map(node => ({
				...node,
				ms: Math.round(
					node.id === '3'
						? 22_000 * dice.factor(0.2)
						: node.id === '4' && index % 3 === 0
							? 14_000
							: node.ms * dice.factor(0.1),
				),
			}));
			createdAt += nodes.reduce((sum, {ms}) => sum + ms, 0) + 4000;
			return {
				...run,
				nodes,
				logged: 'ends',
				reworded: response => ({...response, progress_percent: nodesDone(response)}),
			};
		}),
	};
}

function nodesDone(response: Readonly<Record<string, unknown>>): number {
	const snapshot = response['progress_snapshot'] as {
		readonly completed_node_count: number;
		readonly total_runnable_nodes: number;
	};
	return (100 * snapshot.completed_node_count) / snapshot.total_runnable_nodes;
}

async function record(name: string, scenario: Scenario): Promise<void> {
	const path = join(import.meta.dirname, 'recordings', `${name}.jsonl`);
	rmSync(path, {force: true});
	const service = await startDemoService({scenario, clock});
	const started = Math.floor(clock.now());
	const file = beginRecording({
		path,
		started,
		program: '0.1.0',
		onStopped(why) {
			throw new Error(why);
		},
	});

	if ('kind' in file) {
		throw new TypeError(file.kind);
	}

	const recorder = new Recorder(file, recordingRedactor(redactor('cy_none')), started);
	const client = createHttpClient({
		baseUrl: service.origin,
		apiKey: 'cy_none',
		concurrency: 4,
		clock,
		proxy: null,
		onResponse: recorder.captureResponse,
	});
	const poller = createPoller({
		client,
		clock,
		interval: 3000,
		concurrency: 4,
		giveUpAfter: 120_000,
		random: Math.random,
		dispatch: action => {
			store.dispatch(action);
		},
		onBug(error) {
			throw error;
		},
	});
	const store = createStore({
		reduce,
		initial: initialState({columns: 0, rows: 0}, clock.now()),
		clock,
		frameMs: 33,
		onEffects: effects => {
			for (const effect of effects) {
				if (effect.type === 'watch') {
					poller.watch(effect.ids);
				}
			}
		},
	});
	store.observe(recorder.observe);
	const over = Promise.withResolvers<undefined>();
	store.observe(({runs}) => {
		if (
			[...runs.values()].every(
				({polling}) => polling.respondedAt !== null && polling.nextPollAt === null,
			)
		) {
			over.resolve(undefined);
		}
	});
	const waits: Array<Promise<void>> = [];

	// Each run is watched from its creation on.
	for (const {id, createdAt} of scenario.runs) {
		const placed = Promise.withResolvers<void>();
		waits.push(placed.promise);
		clock.after(Math.max(0, createdAt), () => {
			store.dispatch({type: 'runsAdded', at: clock.now(), ids: [foreignName(id)]});
			placed.resolve();
		});
	}

	await Promise.all(waits);
	await over.promise;
	await poller.stop();
	await client.close();
	await service.close();
	file.close();
}
