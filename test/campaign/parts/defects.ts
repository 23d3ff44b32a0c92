import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {
	cpSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	symlinkSync,
	writeFileSync,
} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {node, root} from '../../helpers/program.ts';
import type {Defect} from '../defect.ts';
import {defectsOfDownloads} from '../defects-of-downloads.ts';
import {defectsOfPictures} from '../defects-of-pictures.ts';
import {defectsOfRecordings} from '../defects-of-recordings.ts';
import {defectsOfReports} from '../defects-of-reports.ts';
import {defectsOfText} from '../defects-of-text.ts';
import {defectsOfWork} from '../defects-of-work.ts';
import type {Part, Result} from '../part.ts';

/** Every seeded defect of the campaign. */
export const allDefects: readonly Defect[] = [
	...defectsOfText,
	...defectsOfWork,
	...defectsOfDownloads,
	...defectsOfPictures,
	...defectsOfRecordings,
	...defectsOfReports,
];

/** What of the project is not copied: it is shared, made anew, or nothing to do with it. */
const left = new Set(['.git', 'node_modules', 'dist']);
/** A part that hangs is stopped, and that is not the red that is wanted. */
const patience = 180_000;

/**
 * Tests of the tests: mistakes that somebody could make are made in a copy of the source, one after the other, and the
 * part that is there for it has to turn red; without the mistake it is green. What can't fail proves nothing.
 */
export const defects: Part = {
	name: 'defects',
	whole: allDefects.length,
	async run({share, chance, only, verdicts, figure}) {
		const folder = mkdtempSync(join(tmpdir(), 'chenyu-top-campaign-'));
		/** What came of parts without a mistake, which several defects may ask for. */
		const sound = new Map<string, Result>();
		const wanted = allDefects.filter(({name}) => only?.test(name) ?? true);

		try {
			for (const name of readdirSync(root).filter(one => !left.has(one))) {
				cpSync(join(root, name), join(folder, name), {recursive: true});
			}

			symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'dir');

			for (const defect of chance.sample(
				wanted,
				Math.min(wanted.length, share(allDefects.length)),
			)) {
				await verdicts.caseAsync(defect.name, async () => {
					await makeMistake(folder, defect, chance.seed, sound);
				});
			}
		} finally {
			figure('defects', allDefects.length);
			rmSync(folder, {recursive: true, force: true});
		}
	},
};

async function makeMistake(
	folder: string,
	defect: Defect,
	seed: number,
	known: Map<string, Result>,
): Promise<void> {
	const path = join(folder, defect.file);
	const source = readFileSync(path, 'utf8');
	assert.equal(source.split(defect.from).length, 2, 'it does not fit the source any more');
	const choice = `${defect.part} ${defect.scale} ${defect.only}`;
	const sound = known.get(choice) ?? (await runPart(folder, defect, seed));
	known.set(choice, sound);
	assert.equal(sound.ok, true, `it is red without the mistake: ${sound.examples[0]}`);

	try {
		writeFileSync(
			path,
			source.replace(defect.from, () => defect.to),
		);
		const spoilt = await runPart(folder, defect, seed);
		assert.equal(spoilt.ok, false, 'nobody noticed');
		assert.doesNotMatch(
			spoilt.examples.join(' '),
			/SyntaxError|ERR_MODULE_NOT_FOUND|ReferenceError/,
		);
	} finally {
		writeFileSync(path, source);
	}
}

/** Runs the part in the copy, with the built program where it needs it. */
async function runPart(
	folder: string,
	{part, scale, only, built = false}: Defect,
	seed: number,
): Promise<Result> {
	if (built) {
		await run(folder, 'npm', ['run', 'build']);
	}

	const choice = only === undefined ? [] : ['--only', only];
	const campaign = join('test', 'campaign', 'index.ts');
	const args = ['--part', part, '--scale', String(scale), '--seed', String(seed), ...choice];
	const stdout = await run(folder, node, ['--import', 'tsx', campaign, ...args]);
	return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Result;
}

async function run(cwd: string, file: string, args: readonly string[]): Promise<string> {
	const child = spawn(file, args, {cwd, timeout: patience, killSignal: 'SIGKILL', stdio: 'pipe'});
	let stdout = '';
	let stderr = '';
	child.stdout.on('data', (chunk: Buffer) => {
		stdout += chunk.toString();
	});
	child.stderr.on('data', (chunk: Buffer) => {
		stderr += chunk.toString();
	});
	const [code] = (await once(child, 'close')) as [number | null];

	// A red part ends with 1; what is stopped, or does not even begin, says nothing.
	if (code !== 0 && (code !== 1 || stdout === '')) {
		throw new Error(`${file} ${args[0]} ended with ${code}: ${stderr.slice(-400)}`);
	}

	return stdout;
}
