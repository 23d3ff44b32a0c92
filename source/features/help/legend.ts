import {outputKindNames} from '../../core/output/kinds.ts';
import type {Messages} from '../../i18n/index.ts';
import type {Glyphs} from '../../ui/theme/glyphs.ts';

export type Sign = {
	readonly sign: (glyphs: Glyphs) => string;
	readonly meaning: (messages: Messages) => string;
};

const phases = [
	'waiting',
	'queued',
	'running',
	'stalled',
	'late',
	'succeeded',
	'failed',
	'canceled',
] as const;

const others = [
	'pointer',
	'pinnedRun',
	'markedRun',
	'runPinnedAndMarked',
	'newErrors',
	'newOutputs',
	'newEnd',
	'warning',
	'ascending',
	'descending',
	'above',
	'below',
	'sideways',
	'gap',
	'download',
	'unknown',
] as const satisfies readonly (keyof Messages['screen']['signs'])[];

/** All signs of the screen, with their meanings. */
export const legend: readonly Sign[] = [
	...phases.map(phase => ({
		sign: (glyphs: Glyphs) => glyphs.phases[phase],
		meaning: ({screen}: Messages) => screen.phases[phase],
	})),
	...others.map(name => ({
		sign: (glyphs: Glyphs) => glyphs[name],
		meaning: ({screen}: Messages) => screen.signs[name],
	})),
	{
		sign: ({nodes}) => nodes.cached,
		meaning: ({screen}) => screen.signs.cached,
	},
	...outputKindNames.map(kind => ({
		sign: (glyphs: Glyphs) => glyphs.kinds[kind],
		meaning: ({screen}: Messages) => screen.kinds[kind],
	})),
];
