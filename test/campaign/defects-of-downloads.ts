import type {Defect} from './defect.ts';

const downloads = {part: 'downloads', scale: 0.1} as const;

/** Mistakes with what is saved from hosts that nobody knows. */
export const defectsOfDownloads: readonly Defect[] = [
	{
		name: 'a name may hold a path',
		file: 'source/download/safe-name.ts',
		from: String.raw`const unsafe = /[/\\<>`,
		to: 'const unsafe = /[<>',
		...downloads,
	},
	{
		name: 'a name may begin like an option',
		file: 'source/download/safe-name.ts',
		from: "plain.replace(badStart, '')",
		to: 'plain',
		...downloads,
	},
	{
		name: 'a part is put where it does not belong',
		file: 'source/download/answer.ts',
		from: 'Number(first) === asked.offset &&',
		to: '',
		...downloads,
	},
	{
		name: 'an address is asked for whatever it is',
		file: 'source/download/media-client.ts',
		from: "throw new DownloadError({kind: 'refused'});",
		to: '',
		...downloads,
	},
];
