import type {Defect} from './defect.ts';

/** Mistakes with what is written to standard output, and with what ends a watch without a screen. */
export const defectsOfReports: readonly Defect[] = [
	{
		name: 'a write that was taken in part counts as whole',
		file: 'source/report/standard-output.ts',
		from: 'written += writeSync(',
		to: 'written = chunk.length + 0 * writeSync(',
		part: 'stdout-fails',
		scale: 1,
		only: 'once: write 3 fails (partly|slowly)',
		built: true,
	},
	{
		name: 'a line is written after one that was lost',
		file: 'source/report/standard-output.ts',
		from: '			this.#failure = error as Error;\n		}\n\n		done(this.#failure);',
		to: '			done(error as Error);\n			return;\n		}\n\n		done(null);',
		part: 'stdout-fails',
		scale: 1,
		only: 'once: write \\d fails once',
		built: true,
	},
	{
		name: 'a stdout that failed is a success',
		file: 'source/session/report-headless.ts',
		from: '		options.stdoutFailed(failure);\n		return gaveUp;',
		to: '		options.stdoutFailed(failure);\n		return 0;',
		part: 'stdout-fails',
		scale: 1,
		only: 'once: write 3 fails always',
		built: true,
	},
	{
		name: 'the run list is read again and again',
		file: 'source/polling/discovery.ts',
		from: 'problem.retriable && !this.#isGivenUp(now + delay)',
		to: 'problem.retriable',
		part: 'list-fails',
		scale: 1,
		only: 'HTTP 200 with HTML',
	},
	{
		name: 'a problem of the run list is not reported',
		file: 'source/report/events-between.ts',
		from: "if (action.type === 'listFailed') {",
		to: "if (action.type === 'listFailed' && next.runs.size > 0) {",
		part: 'list-fails',
		scale: 1,
		only: 'HTTP 404',
	},
];
