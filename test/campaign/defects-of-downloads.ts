import type {Defect} from './defect.ts';

const downloads = {part: 'downloads', scale: 0.1} as const;
const outputs = {part: 'outputs', scale: 0.02} as const;

/** Mistakes with what is saved from hosts that nobody knows. */
export const defectsOfDownloads: readonly Defect[] = [
	{
		name: 'a name may hold a path',
		file: 'source/features/outputs/download/safe-name.ts',
		from: String.raw`const unsafe = /[/\\<>`,
		to: 'const unsafe = /[<>',
		...downloads,
	},
	{
		name: 'a name may begin like an option',
		file: 'source/features/outputs/download/safe-name.ts',
		from: "plain.replace(badStart, '')",
		to: 'plain',
		...downloads,
	},
	{
		name: 'a part is put where it does not belong',
		file: 'source/features/outputs/download/response.ts',
		from: 'Number(first) === requested.offset &&',
		to: '',
		...downloads,
	},
	{
		name: 'an address is asked for whatever it is',
		file: 'source/features/outputs/download/media-client.ts',
		from: "throw new DownloadError({kind: 'refused'});",
		to: '',
		...downloads,
	},
	{
		name: 'a changed output is not reported again',
		file: 'source/report/events-between.ts',
		from: '(last === undefined || isOver || valueId(last) !== valueId(output))',
		to: 'last === undefined',
		...outputs,
	},
	{
		name: 'a changed output counts as saved',
		file: 'source/features/outputs/download/requests.ts',
		from: 'known.valueId === valueId(output)',
		to: 'true',
		...outputs,
	},
	{
		name: 'what changed while it was being saved is left at that',
		file: 'source/features/outputs/download/reduce.ts',
		from: 'valueId(output) !== saved',
		to: 'false',
		...outputs,
	},
	{
		name: 'what could not be saved is not reported',
		file: 'source/report/events-between.ts',
		from: "[{event: 'download-failed', at, run, key, why: phase.why}]",
		to: '[]',
		...outputs,
	},
	{
		name: 'outputs beyond the limit are not counted',
		file: 'source/api/wire/outputs.ts',
		from: 'leftOut += countTexts(node);',
		to: '',
		...outputs,
	},
	{
		name: 'the same file is saved once more',
		file: 'source/features/outputs/download/publish.ts',
		from: 'await isSameFile(partPath, path, files)',
		to: 'false',
		...outputs,
	},
	{
		name: 'a web page is saved as a picture',
		file: 'source/features/outputs/download/attempt.ts',
		from: "throw new DownloadError({kind: 'web-page'});",
		to: '',
		...outputs,
	},
	{
		name: 'a file call that never returns keeps the process',
		file: 'source/session/exit-now.ts',
		from: 'exitNow(exitCode, true);',
		to: '',
		part: 'hung-calls',
		scale: 0.04,
		only: 'lstat --timeout',
		built: true,
	},
];
