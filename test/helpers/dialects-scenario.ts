import type {RunScript, Scenario} from '../../source/demo/index.ts';
import {pictureRun} from './picture-run.ts';

/** Runs whose responses use forms that the API has or may have. */
export function dialects(): Scenario {
	return {
		runs: [
			dialect('costs as text', response => ({
				...response,
				compute_cost: '0.00028780',
				external_model_cost: '0.00000000',
				total_cost: '0.00028780',
			})),
			dialect('times without a zone', response => ({
				...response,
				created_at: '2026-05-08 18:00:00',
				started_at: '2026-05-08 18:00:01',
				terminal_at: '2026-05-08 18:00:10',
			})),
			dialect('times in Beijing', response => ({
				...response,
				created_at: '2026-05-08T18:00:00+08:00',
				started_at: '2026-05-08T18:00:01+08:00',
				terminal_at: '2026-05-08T18:00:10+08:00',
			})),
			dialect('unix times', response => ({
				...response,
				created_at: 1_778_234_400,
				started_at: 1_778_234_401,
				terminal_at: 1_778_234_410,
			})),
			dialect('other words', response => ({
				...response,
				status: response['status'] === 'succeeded' ? 'completed' : response['status'],
			})),
			dialect('unknown word', response => ({...response, status: 'archiving'})),
			dialect('null in many fields', response => ({
				...response,
				progress_percent: null,
				progress_snapshot: null,
				logs: null,
				started_at: null,
				terminal_at: null,
			})),
			dialect('nested outputs', response => ({
				...response,
				outputs: {
					n9_images: {images: [{url: 'https://media.example/1.png'}]},
					n12_texts: ['first', 'second'],
				},
			})),
			dialect('unknown fields', response => ({
				...response,
				region: 'cn-east',
				labels: [{a: 1}],
			})),
			dialect('tail of the log', response => ({
				...response,
				logs: (response['logs'] as readonly unknown[]).slice(-5),
			})),
		],
	};
}

function dialect(name: string, reworded: NonNullable<RunScript['reworded']>): RunScript {
	return {...pictureRun(`dialect: ${name}`), reworded};
}
