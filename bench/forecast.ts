import {join} from 'node:path';
import {judge, type Errors, type GuessedRun, type ForecastQuality} from './forecast/judge.ts';
import {replayGuesses} from './forecast/replay.ts';
import {heldOutShapes} from './forecast/held-out-shapes.ts';
import {evaluationShapes} from './forecast/shapes.ts';
import {simulate} from './forecast/simulate.ts';
import type {Bench, Row} from './run.ts';

/** Differs from the seeds that the constants were tuned with. */
const seed = 20_260_508;
const workflowsOfShape = 10;
const runsOfWorkflow = 12;

/** A forecast counts as trained after this many runs of its workflow. */
const learning = 3;

/** The error must be at most half the naive one. */
const half = 0.5;

/**
 * The error of forecasts compared with `elapsed / percent`, for simulated runs of held-out shapes and for recorded
 * runs. Each run is predicted from the previous ones only.
 */
export const forecastBench: Bench = async () => {
	const simulated = simulate(heldOutShapes, seed, workflowsOfShape);
	const seen = simulate(evaluationShapes, seed, workflowsOfShape);
	const all = [...simulated.values()].flat();
	const known = all.filter((_, index) => index % runsOfWorkflow >= learning);
	const recorded = (name: string) =>
		judge(replayGuesses(join(import.meta.dirname, 'forecast', 'recordings', `${name}.jsonl`)));
	return [
		...rowsOf('all runs', judge(all), half),
		...rowsOf('from the 4th run of a workflow on', judge(known), half),
		...rowsOf('recorded, one workflow nine times', recorded('repeated'), half),
		...rowsOf('recorded, a workflow each, even progress', recorded('demo'), null),
		...[...simulated, ...seen].map(([name, runs]: readonly [string, readonly GuessedRun[]]) =>
			errorRow(name, 'median', ({ours, naive}) => [ours, naive], judge(runs), null),
		),
	];
};

function rowsOf(what: string, judged: ForecastQuality, reach: number | null): readonly Row[] {
	const {withinRange, coverage, naiveCoverage} = judged;
	return [
		errorRow(what, 'median', ({ours, naive}) => [ours, naive], judged, reach),
		errorRow(what, 'p90', ({ours, naive}) => [ours, naive], judged, null),
		errorRow(
			`${what}, of what is left`,
			'median',
			({oursOfRest, naiveOfRest}) => [oursOfRest, naiveOfRest],
			judged,
			reach,
		),
		{
			what: `${what}: ranges that held what came`,
			measured: percent(withinRange),
			reference: '80 % (what a range is for)',
			ratio: withinRange / 0.8,
			reach: null,
		},
		{
			what: `${what}: moments with a forecast`,
			measured: percent(coverage),
			reference: `${percent(naiveCoverage)} (elapsed / percent)`,
			ratio: coverage / naiveCoverage,
			reach: null,
		},
	];
}

function errorRow(
	what: string,
	which: keyof Errors,
	pick: (judged: ForecastQuality) => readonly [Errors, Errors],
	judged: ForecastQuality,
	reach: number | null,
): Row {
	const [ours, naive] = pick(judged);
	return {
		what: `${what}: error, ${which} of ${judged.runs} runs`,
		measured: percent(ours[which]),
		reference: `${percent(naive[which])} (elapsed / percent)`,
		ratio: ours[which] / naive[which],
		reach,
	};
}

function percent(share: number): string {
	return `${(share * 100).toFixed(1)} %`;
}
