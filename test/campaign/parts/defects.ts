import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {node} from '../../helpers/program.ts';
import {runFile} from '../../helpers/run-headless.ts';
import {allDefects, type Defect} from '../defects.ts';
import {runCases, type Part, type Result} from '../part.ts';
import {copyProject, withChange} from '../project-copy.ts';

/** A part that hangs is killed after these milliseconds. A hang does not count as finding the defect. */
const timeout = 600_000;

/** Seeds defects in a copy of the source. A part of the campaign must pass without the defect and fail with it. */
export const part: Part = {
	whole: allDefects.length,
	async run(context) {
		/** Results of parts without a defect, by part and options. Several defects may share one. */
		const controls = new Map<string, Result>();
		const folder = copyProject(context.scope);
		context.figure('defects', allDefects.length);

		await runCases(context, allDefects, {nameOf: ({name}) => name}, async (_scope, defect) =>
			seedDefect(folder, defect, context.chance.seed, controls),
		);
	},
};

async function seedDefect(
	folder: string,
	defect: Defect,
	seed: number,
	controls: Map<string, Result>,
): Promise<void> {
	const path = join(folder, defect.file);
	const source = readFileSync(path, 'utf8');
	assert.equal(source.split(defect.from).length, 2, 'it does not fit the source');
	const choice = `${defect.part} ${defect.scale} ${defect.only}`;
	const control = controls.get(choice) ?? (await runPart(folder, defect, seed));
	controls.set(choice, control);
	assert.equal(control.ok, true, `it fails without the defect: ${control.examples[0]}`);

	const seeded = await withChange(
		path,
		before => before.replace(defect.from, () => defect.to),
		async () => runPart(folder, defect, seed),
	);
	assert.equal(seeded.ok, false, 'the part passes');
	assert.doesNotMatch(seeded.examples.join(' '), /SyntaxError|ERR_MODULE_NOT_FOUND|ReferenceError/);
}

/** Runs a part of the campaign in `folder`, the copy of the project. */
async function runPart(
	folder: string,
	{part: name, scale, only, isBuilt}: Defect,
	seed: number,
): Promise<Result> {
	if (isBuilt) {
		await run(folder, 'npm', ['run', 'build']);
	}

	const choice = only === null ? [] : ['--only', only];
	const campaign = join('test', 'campaign', 'index.ts');
	const args = ['--part', name, '--scale', String(scale), '--seed', String(seed), ...choice];
	const stdout = await run(folder, node, ['--import', 'tsx', campaign, ...args]);
	return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Result;
}

async function run(cwd: string, file: string, args: readonly string[]): Promise<string> {
	const {code, stdout, stderr} = await runFile(file, args, {cwd, timeout, env: process.env});

	// A failed part exits with 1 and a result.
	if (code !== 0 && (code !== 1 || stdout === '')) {
		throw new Error(`${file} ${args[0]} ended with ${code}: ${stderr.slice(-400)}`);
	}

	return stdout;
}
