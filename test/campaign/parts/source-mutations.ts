import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {globSync, readFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {systemClock} from '../../../source/core/time/system-clock.ts';
import type {Chance} from '../../helpers/fault-chance.ts';
import {node, root} from '../../helpers/program.ts';
import {readSourceFiles, type SourceFile} from '../../helpers/source-files.ts';
import {runCases, type Part} from '../part.ts';
import {copyProject, withChange} from '../project-copy.ts';

/** A change of one place in a source file, such as `<` to `<=`. */
type Mutation = {
	readonly path: string;
	/** Counted from 0. */
	readonly line: number;
	readonly from: string;
	readonly to: string;
};

const mutations = 60;
/** The largest allowed share (0 to 1) of mutations that no test notices. Some change nothing noticeable. */
const maxSurvivors = 0.1;
/** The milliseconds after which tests are killed and count as failed: only the mutation makes tests hang. */
const timeout = 300_000;
/** The number of test files per `node --test`. The files that import the mutated file most directly run first. */
const filesPerRun = 6;

/** The part of a line to replace, and what replaces it. Prettier puts spaces around operators. */
const operators: ReadonlyArray<readonly [from: RegExp, to: string]> = [
	[/ === /, ' !== '],
	[/ !== /, ' === '],
	[/ < /, ' <= '],
	[/ <= /, ' < '],
	[/ > /, ' >= '],
	[/ >= /, ' > '],
	[/ && /, ' || '],
	[/ \|\| /, ' && '],
	[/ \+ /, ' - '],
	[/ - /, ' + '],
	[/ \* /, ' / '],
	[/(?<=[(\s])!(?=[\w(])/, ''],
	[/\btrue\b/, 'false'],
	[/\bfalse\b/, 'true'],
	[/\b0\b/, '1'],
	[/\b1\b/, '2'],
	[/\bMath\.max\b/, 'Math.min'],
	[/\bMath\.min\b/, 'Math.max'],
	[/\.some\(/, '.every('],
	[/\.every\(/, '.some('],
	[/^\t+(?:this\.)?#?[\w.#]+\(.*\);$/, ''],
];

/** Changes single places of the source. The tests that reach the file must fail, with few exceptions. */
export const part: Part = {
	whole: mutations,
	async run(context) {
		const folder = copyProject(context.scope);
		const files = readSourceFiles('source').filter(({code}) =>
			/\bfunction\b|=>|\bclass\b/.test(code),
		);
		const tests = readSourceFiles('test').filter(({path}) => !path.startsWith('test/campaign/'));
		const reach = testsByFile([...files, ...tests]);
		const drawn = drawMutations(context.chance, files, mutations);
		const survivors: string[] = [];
		await runCases(context, drawn, {nameOf: nameOfMutation}, async (_scope, mutation) => {
			const survived = await withChange(
				join(folder, mutation.path),
				text => mutate(text, mutation),
				async () => survives(folder, reach(mutation.path)),
			);

			if (survived) {
				survivors.push(nameOfMutation(mutation));
			}
		});
		context.figure('survivors', survivors.join('\n'));
		assert.ok(survivors.length <= maxSurvivors * context.results.cases, survivors.join('\n'));
	},
};

function nameOfMutation({path, line, from, to}: Mutation): string {
	return `${path}:${line + 1} ${from.trim()} → ${to.trim()}`;
}

/** Draws equally many mutations from each folder. Within a folder every possible mutation is equally likely. */
function drawMutations(
	chance: Chance,
	files: readonly SourceFile[],
	count: number,
): readonly Mutation[] {
	const folders = Map.groupBy(files, ({path}) => dirname(path));
	const names = chance.sample([...folders.keys()], folders.size);
	return Array.from({length: count}, (_, index) => {
		const name = names[index % names.length] ?? '';
		const all = (folders.get(name) ?? []).flatMap(({path}) => mutationsOf(path));
		return chance.pick(all);
	});
}

function mutationsOf(path: string): readonly Mutation[] {
	const lines = readFileSync(join(root, path), 'utf8').split('\n');
	return lines.flatMap((line, index) => {
		const code = line.replaceAll(/'(?:[^'\\]|\\.)*'|\/\/ .*$/g, text => '_'.repeat(text.length));
		const isCode = !/^\s*(?:\*|\/\*|import\b|export \*|(?:export )?type\b|readonly\b)/.test(line);
		return operators.flatMap(([pattern, to]) => {
			const found = isCode ? pattern.exec(code) : null;
			return found === null
				? []
				: [{path, line: index, from: line.slice(found.index, found.index + found[0].length), to}];
		});
	});
}

function mutate(text: string, {line, from, to}: Mutation): string {
	return text
		.split('\n')
		.map((one, index) => (index === line ? one.replace(from, () => to) : one))
		.join('\n');
}

/** Returns a function that lists the test files that import a file, directly or not. The nearest are first. */
function testsByFile(files: readonly SourceFile[]): (path: string) => readonly string[] {
	const users = Map.groupBy(
		files.flatMap(({path, imports}) => imports.map(({target}) => ({path, target}))),
		({target}) => target,
	);

	return path => {
		const reached = new Set([path]);

		// A set yields what is added meanwhile.
		for (const one of reached) {
			users.get(one)?.forEach(user => reached.add(user.path));
		}

		return [...reached].filter(one => /^test\/(?!e2e\/).*\.test\.tsx?$/.test(one));
	};
}

/** Whether all tests pass: those in the list, then the end-to-end tests, which run the whole program. */
async function survives(folder: string, tests: readonly string[]): Promise<boolean> {
	const endToEnd = globSync('test/e2e/*.test.ts', {cwd: folder});
	return (
		(await allPass(folder, tests)) &&
		(await passes(folder, ['build/index.ts'])) &&
		(await allPass(folder, endToEnd))
	);
}

async function allPass(folder: string, tests: readonly string[]): Promise<boolean> {
	for (let index = 0; index < tests.length; index += filesPerRun) {
		const files = tests.slice(index, index + filesPerRun);

		if (!(await passes(folder, ['--import', 'tsx', '--test', ...files]))) {
			return false;
		}
	}

	return true;
}

async function passes(cwd: string, args: readonly string[]): Promise<boolean> {
	const child = spawn(node, args, {cwd, detached: true, stdio: 'ignore'});
	// A mutation may cause an endless loop, so the processes that the test runner started are killed too.
	const cancel = systemClock.after(timeout, () => {
		if (child.pid !== undefined) {
			process.kill(-child.pid, 'SIGKILL');
		}
	});
	const [code] = (await once(child, 'close')) as [number | null];
	cancel();
	return code === 0;
}
