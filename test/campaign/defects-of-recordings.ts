import type {Defect} from './defect.ts';

const recordings = {
	part: 'recordings',
	scale: 0.025,
	file: 'source/features/replay/recording/recording-index.ts',
} as const;

/** Mistakes with what is played of a damaged recording. */
export const defectsOfRecordings: readonly Defect[] = [
	{
		...recordings,
		name: 'a broken line of a recording is not named',
		from: "this.addBroken(path, number);\n\t\t\tthis.#markUncertain(text ?? '');",
		to: "this.#markUncertain(text ?? '');",
	},
	{
		...recordings,
		name: 'a recording ends at its first broken line',
		from: 'if (number > 1) {',
		to: 'if (number > 1 && this.#broken.size === 0) {',
	},
	{
		...recordings,
		name: 'a log goes on over a lost line as if none were missing',
		file: 'source/features/replay/recording/executions.ts',
		from: 'Array.from({length: count - known.length}, () => null)',
		to: 'log.slice(0, count - known.length)',
	},
];
