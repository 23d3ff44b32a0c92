import {statSync} from 'node:fs';
import {readExecution} from '../source/api/wire/execution.ts';
import {writeKeptResponse} from '../source/api/wire/kept-response.ts';
import type {HistoryRecord} from '../source/core/history.ts';
import {logOf} from '../source/core/log/run-log.ts';
import {parseMoney} from '../source/core/money/money.ts';
import {createRun, executionAt} from '../source/demo/execution.ts';
import {showcase} from '../source/demo/index.ts';
import {createDatabaseFile, openDatabase, type StorageAccount} from '../source/storage/database.ts';
import {recordRuns} from '../source/storage/history-rows.ts';
import {addAccount} from '../source/storage/saved-state-rows.ts';
import {diceOf, type Dice} from '../test/helpers/dice.ts';

export const account: StorageAccount = {service: 'https://example.com/', key: 'bench'};
export const day = 86_400_000;
/** The time of the newest run. */
export const newest = Date.UTC(2026, 10, 26, 12);

const english =
	'cinematic photo rainy neon street night reflections puddles detailed oil painting mountain lake dawn mist wooden bridge fisherman portrait soft light film grain cat astronaut floating garden steampunk airship clouds watercolor sketch'.split(
		' ',
	);
const chinese =
	'雨夜霓虹街道水面倒影电影质感高清细节水墨江南烟雨小桥流水古镇晨雾雪山湖泊日出云海少女肖像柔光胶片颗粒赛博朋克城市飞船星空宇航员猫花园油画风格'.split(
		'',
	);

function pick(words: readonly string[], dice: Dice): string {
	return words[Math.floor(dice.next() * words.length)] ?? '';
}

/** Returns a prompt of 200 characters, in Chinese for every second run. */
function promptOf(index: number, dice: Dice): string {
	const [words, separator] = index % 2 === 0 ? [english, ' '] : [chinese, ''];
	return Array.from({length: 200}, () => pick(words, dice))
		.join(separator)
		.slice(0, 200);
}

/** Returns a response with log entries of 120 characters. The times and speeds vary. */
export function responseWith(length: number, dice: Dice) {
	let at = newest;
	const logs = Array.from({length}, (_, index) => {
		at += Math.round(dice.between(660, 740));
		const step = index % 25;
		const sigma = (14.6 * (1 - step / 25) ** 3).toFixed(4);
		const speed = dice.between(1.4, 1.5).toFixed(2);
		return {
			at,
			event_type: step === 0 ? 'executing' : 'progress',
			level: 'info',
			message:
				`KSampler (euler, karras) step ${step}/25, sigma ${sigma}, ${speed} it/s, latent 1×4×128×128, model sd_xl_base_1.0`
					.padEnd(120, '.')
					.slice(0, 120),
			node_id: String(Math.floor(index / 25) % 9),
			progress_percent: Math.round((100 * index) / length),
			value: step,
			max: 25,
		};
	});
	return readExecution({status: 'succeeded', outputs: {}, logs});
}

type Response = ReturnType<typeof responseWith>;

/** Returns the final responses of the runs of the demo. */
export function demoResponses(): readonly Response[] {
	return showcase().runs.map(script =>
		readExecution(executionAt(createRun(script, newest), newest + day, 'http://127.0.0.1:8000')),
	);
}

export function keptText({execution, logs}: Response): string {
	return writeKeptResponse(execution, logOf(logs, []));
}

/** Returns a run that ended in the last 89 days. */
export function runOf(index: number, count: number, response: string): HistoryRecord {
	const dice = diceOf(index);
	const endedAt = Math.round(newest - ((count - index) / count) * 89 * day);
	const seconds = dice.between(20, 80);
	const phase = dice.happens(0.6) ? 'succeeded' : dice.happens(0.5) ? 'failed' : 'canceled';
	const cost = parseMoney(dice.between(0, 0.1).toFixed(8));
	return {
		id: `wfrun_${index.toString(16).padStart(8, '0')}${Math.floor(dice.next() * 1e12).toString(16)}`,
		phase,
		status: phase,
		title: pick(['文生图', '图生视频', 'Upscale 4x', '人像'], dice),
		workflowId: `wf_${Math.floor(dice.next() * 40)}`,
		createdAt: endedAt - (seconds + 5) * 1000,
		startedAt: endedAt - seconds * 1000,
		endedAt,
		seconds,
		totalCost: cost,
		finalAmount: cost,
		reason: phase === 'failed' ? 'CUDA out of memory' : null,
		inputs: [
			{key: '6.text', value: promptOf(index, dice)},
			{key: '3.seed', value: String(Math.floor(dice.next() * 1e15))},
		],
		response,
	};
}

/** Creates a file with `count` runs, which have these kept responses in turn. Returns its size in bytes per run. */
export function makeHistory(path: string, count: number, responses: readonly Response[]): number {
	createDatabaseFile(path);
	const database = openDatabase(path, 0);
	database.exec('PRAGMA synchronous = OFF');
	const stored = addAccount(database, account);
	const empty = statSync(path).size;
	const texts = responses.map(keptText);

	for (let from = 0; from < count; from += 2000) {
		const runs = Array.from({length: Math.min(2000, count - from)}, (_, offset) =>
			runOf(from + offset, count, texts[offset % texts.length] ?? ''),
		);
		recordRuns(stored, runs, newest);
	}

	database.close();
	return (statSync(path).size - empty) / count;
}
