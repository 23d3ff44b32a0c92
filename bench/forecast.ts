import {join} from 'node:path';
import {heldOutShapes} from './forecast/held-out-shapes.ts';
import {judge, type ForecastQuality} from './forecast/judge.ts';
import {replayGuesses} from './forecast/replay.ts';
import {evaluationShapes, type Shape} from './forecast/shapes.ts';
import {simulate} from './forecast/simulate.ts';
import type {Bench, Row} from './row.ts';

/** The seed of the simulated runs. The constants of the forecast were not tuned with runs from this seed. */
const seed = 20_260_508;
const workflowsOfShape = 10;

/** The error of our forecasts must be at most this share of the error of the naive forecast, `elapsed / percent`. */
const limit = 0.5;

/**
 * Compares the errors of our forecasts with those of the naive forecast `elapsed / percent`. The limit applies to
 * recorded runs, and to simulated runs of shapes that nothing was tuned with. A forecast knows only the run so far
 * and earlier runs.
 */
export const forecasts: Bench = async () => {
	const judgeShapes = (shapes: readonly Shape[]) =>
		judge([...simulate(shapes, seed, workflowsOfShape).values()].flat());
	const simulated = judgeShapes(heldOutShapes);
	const folder = join(import.meta.dirname, 'forecast', 'recordings');
	const recorded = judge(replayGuesses(join(folder, 'repeated.jsonl')));
	return [
		errorRow('forecasts of simulated runs: median error', simulated, 'ours', 'naive'),
		errorRow('the same, as a share of the remaining time', simulated, 'oursOfRest', 'naiveOfRest'),
		errorRow('forecasts of recorded runs: median error', recorded, 'ours', 'naive'),
		{
			...errorRow(
				'forecasts of shapes used for tuning: median error',
				judgeShapes(evaluationShapes),
				'ours',
				'naive',
			),
			limit: null,
		},
		{
			what: 'ranges of simulated runs that were right',
			measured: percent(simulated.withinRange),
			reference: '80 % (aim)',
			value: simulated.withinRange / 0.8,
			unit: '×',
			limit: null,
		},
	];
};

function errorRow(
	what: string,
	quality: ForecastQuality,
	ours: 'ours' | 'oursOfRest',
	naive: 'naive' | 'naiveOfRest',
): Row {
	return {
		what,
		measured: percent(quality[ours].median),
		reference: `${percent(quality[naive].median)} (elapsed / percent)`,
		value: quality[ours].median / quality[naive].median,
		unit: '×',
		limit,
	};
}

function percent(share: number): string {
	return `${(share * 100).toFixed(1)} %`;
}
