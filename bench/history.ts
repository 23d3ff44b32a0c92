import {mkdtempSync, rmSync, statSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {writeKeptResponse} from '../source/api/wire/kept-response.ts';
import {readExecution} from '../source/api/wire/responses.ts';
import type {HistoryQuery, HistoryRecord} from '../source/core/history.ts';
import {logOf} from '../source/core/log/run-log.ts';
import {parseMoney} from '../source/core/money/money.ts';
import {systemClock} from '../source/core/time/clock.ts';
import {findRuns} from '../source/storage/history-queries.ts';
import {recordRun} from '../source/storage/history-records.ts';
import {sumCosts, workflowStatistics} from '../source/storage/history-sums.ts';
import {pruneSome} from '../source/storage/history-upkeep.ts';
import {keyTimeoutMs, openStorage, patientTimeoutMs} from '../source/storage/storage.ts';
import {Chance} from '../test/helpers/chance.ts';
import {integer, median, valueRow, type Bench} from './row.ts';

const rounds = 9;
const day = 86_400_000;
/** The time of the newest run. */
const newest = Date.UTC(2026, 10, 26, 12);
const noLimits = {days: 1e6, bytes: Infinity};
/** Words that are in most runs, in many, in few and in none. */
const words = ['a', '霓', 'cuda', '雨夜', '赛飞猫', 'zzzz'];
const english =
	'cinematic photo rainy neon street night reflections puddles oil painting mountain lake dawn mist'.split(
		' ',
	);
const chinese =
	'雨夜霓虹街道水面倒影电影质感高清细节水墨江南烟雨小桥流水古镇晨雾雪山湖泊日出云海赛博朋克飞船星空猫'.split(
		'',
	);

/** Measures a history of 20,000 runs (`history`), or of another number (`history:200000`), in CPU time. */
export const history: Bench = async ([of = '20000']) => {
	const count = Number(of);
	const limit = count <= 20_000 ? 50 : 150;
	const folder = mkdtempSync(join(tmpdir(), 'chenyu-top-bench-history-'));

	try {
		const responses = Array.from({length: 100}, (_, seed) => keptText(200, new Chance(seed)));
		const filling = open(folder);

		for (let index = 0; index < count; index++) {
			filling.write(recordRun, runOf(index, count, responses[index % 100] ?? ''), newest);

			if (index % 1000 === 999) {
				filling.flush(patientTimeoutMs);
			}
		}

		filling.close(patientTimeoutMs);
		const size = statSync(join(folder, 'state.db')).size / count;
		const storage = open(folder);
		const find = (query: Partial<HistoryQuery>) =>
			cpuOf(() => storage.query(findRuns, {limit: 200, ...query}, new Map()));
		let added = count;
		const writing = cpuOf(() => {
			storage.write(recordRun, runOf(added++, count, responses[0] ?? ''), newest);
			storage.flush(keyTimeoutMs);
		});
		const from = newest - 30 * day;
		const inAll = `${integer(count)} runs`;
		const rows = [
			valueRow(`history: newest 200 of ${inAll}`, find({}), 'ms', limit),
			valueRow(
				`search of ${inAll}, slowest word`,
				Math.max(...words.map(word => find({words: [word]}))),
				'ms',
				limit,
			),
			valueRow(
				`costs of 30 days in ${inAll}`,
				cpuOf(() => {
					storage.query(sumCosts, {by: 'day', from});
					storage.query(workflowStatistics, from);
				}),
				'ms',
				limit,
			),
			valueRow(`record a run among ${inAll}`, writing, 'ms', 20),
			valueRow(
				`step of pruning ${inAll}`,
				cpuOf(() => storage.query(pruneSome, {days: 60, bytes: Infinity}, newest)),
				'ms',
				20,
			),
			valueRow('size of a run', size / 1000, 'kB', 4),
		];
		storage.close(patientTimeoutMs);
		return rows;
	} finally {
		rmSync(folder, {recursive: true, force: true});
	}
};

function open(folder: string) {
	return openStorage({
		folder,
		account: {service: 'https://example.com/', key: 'bench'},
		limits: noLimits,
		clock: systemClock,
		onTrouble(trouble) {
			throw new Error(JSON.stringify(trouble));
		},
	});
}

/** Returns the median CPU time of some work in milliseconds. Other programs change it less than its duration. */
function cpuOf(work: () => unknown): number {
	return median(
		Array.from({length: rounds}, () => {
			const before = process.cpuUsage();
			work();
			const {user, system} = process.cpuUsage(before);
			return (user + system) / 1000;
		}),
	);
}

function pick(from: readonly string[], dice: Chance): string {
	return from[Math.floor(dice.next() * from.length)] ?? '';
}

/** Returns a kept response with log entries of 120 characters. */
function keptText(length: number, dice: Chance): string {
	const logs = Array.from({length}, (_, index) => ({
		at: newest + index * Math.round(dice.between(660, 740)),
		event_type: index % 25 === 0 ? 'executing' : 'progress',
		level: 'info',
		message:
			`KSampler (euler, karras) step ${index % 25}/25, ${dice.between(1.4, 1.5).toFixed(2)} it/s`.padEnd(
				120,
				'.',
			),
		node_id: String(Math.floor(index / 25)),
		value: index % 25,
		max: 25,
	}));
	const {execution, logs: entries} = readExecution({status: 'succeeded', outputs: {}, logs});
	return writeKeptResponse(execution, logOf(entries));
}

/** Returns a run that ended in the last 89 days, with a prompt of 200 characters, in Chinese for every second run. */
function runOf(index: number, count: number, response: string): HistoryRecord {
	const dice = new Chance(index);
	const endedAt = Math.round(newest - ((count - index) / count) * 89 * day);
	const seconds = dice.between(20, 80);
	const phase = dice.happens(0.6) ? 'succeeded' : dice.happens(0.5) ? 'failed' : 'canceled';
	const cost = parseMoney(dice.between(0, 0.1).toFixed(8));
	const [language, separator] = index % 2 === 0 ? [english, ' '] : [chinese, ''];
	const prompt = Array.from({length: 200}, () => pick(language, dice)).join(separator);
	return {
		id: `wfrun_${index.toString(16).padStart(20, '0')}`,
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
		inputs: [{key: '6.text', value: prompt.slice(0, 200)}],
		response,
	};
}
