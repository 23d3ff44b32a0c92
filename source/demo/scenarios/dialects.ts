import type {RunScript, Scenario} from '../script.ts';
import {pictureRun} from './simple.ts';

/** Runs whose responses each use another form that the API has or may have. */
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
			dialect('times of Beijing', response => ({
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
			dialect('nothing but null', response => ({
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
			dialect('fields of tomorrow', response => ({
				...response,
				region: 'cn-east',
				labels: [{a: 1}],
			})),
			{...pictureRun('dialect: tail of the log'), logTail: 5},
		],
	};
}

function dialect(name: string, reworded: NonNullable<RunScript['reworded']>): RunScript {
	return {...pictureRun(`dialect: ${name}`), reworded};
}
