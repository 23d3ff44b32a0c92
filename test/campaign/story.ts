import type {Chance} from '../helpers/fault-chance.ts';

/** What a run does, answer by answer, and what has to be known of it in the end. */
export type Story = {
	/** Bodies of answers, each with all that was known by then. */
	readonly responses: readonly string[];
	/** The messages of the whole log, in order. */
	readonly messages: readonly string[];
	/** The outputs by key. */
	readonly outputs: Readonly<Record<string, string>>;
};

const begin = Date.UTC(2026, 4, 8, 2);
/** Before its end a run is queued once and then heard of so often. */
const most = 6;

/**
 * A run that is queued, runs and succeeds, whose log grows from answer to answer. Many of its entries are alike to the
 * letter, as those of a step counter are, so that whoever tells them apart by what they say loses some.
 */
export function story(chance: Chance): Story {
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
	const running = Array.from({length: chance.between(2, most)}, () =>
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
		messages: entries.map(({message}) => message),
		outputs,
	};
}
