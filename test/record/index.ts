import {spawnSync} from 'node:child_process';
import {existsSync, globSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {dirname, join, resolve} from 'node:path';
import {parseArgs} from 'node:util';
import {root} from '../helpers/program.ts';
import {keptText} from './kept-text.ts';
import {lineCases} from './line-cases.ts';
import {takePlace} from './place.ts';
import {runLines} from './run-lines.ts';
import {runSession} from './run-session.ts';
import {sessionCases} from './session-cases.ts';

/*
 * Records what a build prints on many command lines and screens, and compares two such recordings:
 *     npm run record -- FOLDER [--program FILE] [--only PATTERN] [--jobs N]
 *     npm run record:compare -- FOLDER FOLDER
 */
/** Some texts have control characters, which git would take for a binary file. */
const diff = ['-c', 'core.quotePath=off', '--no-pager', 'diff', '--no-index', '--text', '--'];
const usage =
	'usage: record FOLDER [--program FILE] [--only PATTERN] [--jobs N], or compare FOLDER FOLDER';
const {values, positionals} = parseArgs({
	allowPositionals: true,
	options: {
		program: {type: 'string', default: join(root, 'dist', 'chenyu-top.js')},
		only: {type: 'string', default: ''},
		// More than processors, since sessions mostly wait.
		jobs: {type: 'string', default: '4'},
	},
});
const [word = '', first = '', second = ''] = positionals;

if (word === 'record' && positionals.length === 2) {
	await record(first);
} else if (word === 'compare' && [first, second].every(folder => existsSync(folder))) {
	compare(first, second);
} else {
	process.stderr.write(`${usage}\n`);
	process.exitCode = 2;
}

/** Writes a file for each case. */
async function record(folder: string): Promise<void> {
	const program = resolve(values.program);
	const pattern = new RegExp(values.only);
	// The sessions take longest.
	const cases = [...sessionCases, ...lineCases].filter(({name}) => pattern.test(name));
	const queue = cases.values();
	const begun = performance.now();

	const jobs = Array.from({length: Number(values.jobs)}, async () => {
		const place = takePlace();

		try {
			for (const each of queue) {
				const text = await ('steps' in each
					? runSession(each, program, place)
					: runLines(each, program, place));
				const file = join(folder, fileNameOf(each.name));
				mkdirSync(dirname(file), {recursive: true});
				writeFileSync(file, keptText(text));
			}
		} finally {
			place.release();
		}
	});
	await Promise.all(jobs);
	const seconds = Math.round((performance.now() - begun) / 1000);
	process.stdout.write(`recorded ${cases.length} cases in ${seconds} s\n`);
	process.exitCode = cases.length === 0 ? 1 : 0;
}

/** The name of a case has a slash after its group. A file name has no other ones, and at most 255 bytes. */
function fileNameOf(name: string): string {
	const [group = '', ...rest] = name.split('/');
	return join(group, `${rest.join('∕').slice(0, 200)}.txt`);
}

/** Prints the differences of two recordings, then a summary. The exit code is 1 if they differ. */
function compare(a: string, b: string): void {
	const files = [...new Set([a, b].flatMap(cwd => globSync('*/*.txt', {cwd})))].toSorted();
	const textOf = (folder: string, file: string) =>
		existsSync(join(folder, file)) ? readFileSync(join(folder, file), 'utf8') : null;
	const different = files.filter(file => textOf(a, file) !== textOf(b, file));

	const summary = different.map(file => {
		const missing = [a, b].find(folder => textOf(folder, file) === null);

		if (missing === undefined) {
			const paths = [join(a, file), join(b, file)];
			spawnSync('git', [...diff, ...paths], {stdio: 'inherit'});
		}

		return missing === undefined ? `different: ${file}` : `not in ${missing}: ${file}`;
	});
	process.stdout.write(
		`${[...summary, `${different.length} of ${files.length} cases differ`].join('\n')}\n`,
	);
	process.exitCode = different.length === 0 ? 0 : 1;
}
