import type {Chance} from '../helpers/chance.ts';

/** The responses of a run to its polls, in order, and the messages that its log must have at the end. */
export type Script = {
	readonly responses: readonly string[];
	readonly messages: readonly string[];
};

const begin = Date.UTC(2026, 4, 8, 2);

/**
 * A run that is queued, runs and succeeds with a growing log. Half of its entries are equal, so that a program that knows
 * entries by their text loses some. `window`: a response has only the newest entries, all of them different.
 */
export function randomScript(chance: Chance, window: number | null): Script {
	const entries = Array.from({length: chance.integer(8, 40)}, (_, index) => ({
		at: new Date(begin + Math.floor(index / 3) * 1000).toISOString(),
		event_type: index === 0 ? 'execution_start' : 'progress',
		level: chance.pick(['info', 'info', 'warn', 'error']),
		message:
			window === null && chance.happens(0.5) ? 'KSampler step' : `entry ${index} 国风人像 🐱`,
		node_id: String(chance.integer(1, 3)),
		progress_percent: null,
	}));
	const responses = [
		envelope({status: 'queued', queue_info: {position: 2, estimated_wait_sec: 1}, logs: null}),
	];

	for (let length = 0; length < entries.length;) {
		length = Math.min(entries.length, length + chance.integer(1, 9));
		const isLast = length === entries.length;
		responses.push(
			envelope({
				status: isLast ? 'succeeded' : 'running',
				progress_percent: Math.floor((length * 100) / entries.length),
				logs: entries.slice(window === null ? 0 : Math.max(0, length - window), length),
				outputs: {n11_text: '一只猫坐在窗边'},
				total_cost: isLast ? '0.03120000' : null,
				error: null,
			}),
		);
	}

	return {responses, messages: entries.map(({message}) => message)};
}

function envelope(data: object): string {
	return JSON.stringify({code: 0, msg: '查询成功', data: {workflow_id: 'wf_1', ...data}});
}
