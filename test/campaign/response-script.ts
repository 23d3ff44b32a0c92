import type {Chance} from '../helpers/fault-chance.ts';

export type ResponseScript = ReturnType<typeof randomScript>;

const begin = Date.UTC(2026, 4, 8, 2);
const maxRunningPolls = 6;

/**
 * Returns the poll responses of a run that is queued, runs and succeeds, with a growing log, and what the program must
 * have reported when it ends. Many entries are equal, so that a program that identifies entries by their text loses some.
 */
export function randomScript(chance: Chance) {
	const total = chance.between(8, 40);
	const entries = Array.from({length: total}, (_, index) => ({
		at: new Date(begin + Math.floor(index / 3) * 1000).toISOString(),
		event_type: 'progress',
		level: chance.pick(['info', 'info', 'warn', 'error']),
		message: chance.happens(0.5) ? 'KSampler step' : `entry ${index} 国风人像`,
		node_id: String(chance.between(1, 3)),
		progress_percent: null,
	}));
	const outputs = {n9_images: 'https://files.example/a.png', n11_text: '一只猫坐在窗边'};
	const running = Array.from({length: chance.between(2, maxRunningPolls)}, () =>
		chance.between(0, total),
	).sort((a, b) => a - b);
	const responses = [
		{status: 'queued', queue_info: {position: 2, estimated_wait_sec: 1}, logs: null},
		...running.map(length => ({
			status: 'running',
			progress_percent: Math.floor((length * 100) / total),
			logs: entries.slice(0, length),
		})),
		{status: 'succeeded', progress_percent: 100, logs: entries, outputs, total_cost: '0.03000000'},
	];
	return {
		responses: responses.map(data =>
			JSON.stringify({code: 0, msg: '查询成功', data: {workflow_id: 'wf_1', ...data}}),
		),
		/** The messages of the complete log. */
		messages: entries.map(({message}) => message),
		outputs,
	};
}
