import type {RunScript, Scenario} from '../script.ts';
import {pictureRun} from './simple.ts';

/** Runs that each say their answer in another of the forms that the API's users have seen or must expect. */
export function dialects(): Scenario {
	return {
		runs: [
			dialect('costs as text', answer => ({
				...answer,
				compute_cost: '0.00028780',
				external_model_cost: '0.00000000',
				total_cost: '0.00028780',
			})),
			dialect('times without a zone', answer => ({
				...answer,
				created_at: '2026-05-08 18:00:00',
				started_at: '2026-05-08 18:00:01',
				terminal_at: '2026-05-08 18:00:10',
			})),
			dialect('times of Beijing', answer => ({
				...answer,
				created_at: '2026-05-08T18:00:00+08:00',
				started_at: '2026-05-08T18:00:01+08:00',
				terminal_at: '2026-05-08T18:00:10+08:00',
			})),
			dialect('unix times', answer => ({
				...answer,
				created_at: 1_778_234_400,
				started_at: 1_778_234_401,
				terminal_at: 1_778_234_410,
			})),
			dialect('other words', answer => ({
				...answer,
				status: answer['status'] === 'succeeded' ? 'completed' : answer['status'],
			})),
			dialect('unknown word', answer => ({...answer, status: 'archiving'})),
			dialect('nothing but null', answer => ({
				...answer,
				progress_percent: null,
				progress_snapshot: null,
				logs: null,
				started_at: null,
				terminal_at: null,
			})),
			dialect('nested outputs', answer => ({
				...answer,
				outputs: {
					n9_images: {images: [{url: 'https://media.example/1.png'}]},
					n12_texts: ['first', 'second'],
				},
			})),
			dialect('fields of tomorrow', answer => ({...answer, region: 'cn-east', labels: [{a: 1}]})),
			{...pictureRun('dialect: tail of the log'), logTail: 5},
		],
	};
}

function dialect(name: string, reworded: NonNullable<RunScript['reworded']>): RunScript {
	return {...pictureRun(`dialect: ${name}`), reworded};
}
