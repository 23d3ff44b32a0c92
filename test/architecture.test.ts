import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {existsSync, readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import test from 'node:test';
import {root} from './helpers/program.ts';
import {readSourceFiles, type SourceFile} from './helpers/source-files.ts';

/** Which folders each folder may import, from the table of the folders, in its order. Any other import is wrong. */
const mayImport: ReadonlyMap<string, readonly string[]> = new Map(
	[
		...readFileSync(join(root, 'docs', 'ARCHITECTURE.md'), 'utf8').matchAll(
			/^\| `(\w+)` +\|.*\| +([\w, ]*?) *\|$/gm,
		),
	].map(([, folder = '', list = '']) => [folder, list === '' ? [] : list.split(', ')]),
);

const source = readSourceFiles('source');
const cli = existsSync(join(root, 'cli.tsx')) ? readSourceFiles('cli.tsx') : [];

/** The files in `source/features` that draw: those that import from `source/ui`. */
const drawing = new Set(
	source
		.filter(({path}) => featureOf(path) !== null)
		.filter(({imports}) => imports.some(({target}) => folderOf(target) === 'ui'))
		.map(({path}) => path),
);

test('the folders import in one direction', () => {
	assert.deepEqual(
		source.flatMap(file => wrongDirections(file)),
		[],
	);
	assert.deepEqual(
		[...new Set(source.map(({path}) => folderOf(path)))].filter(folder => !mayImport.has(folder)),
		[],
		'every folder has its rule',
	);
	const folders = [...mayImport.keys()];
	assert.deepEqual(
		[...mayImport]
			.filter(([folder, list]) =>
				list.some(other => folders.indexOf(other) >= folders.indexOf(folder)),
			)
			.map(([folder]) => folder),
		[],
		'each folder imports only those above it in the table',
	);
});

test('the folders below `features` compile without it', () => {
	const {status, stdout} = spawnSync(
		process.execPath,
		['node_modules/typescript/bin/tsc', '-p', 'test/tsconfig.lower.json', '--listFiles'],
		{cwd: root, encoding: 'utf8'},
	);
	assert.equal(status, 0, stdout);
	const folders = [...stdout.matchAll(/^(?!.*node_modules).*\/source\/(\w+)\//gm)].map(
		([, folder]) => folder,
	);
	assert.deepEqual(new Set(folders), new Set(['core', 'i18n', 'api', 'terminal', 'store', 'ui']));
});

test('no files import each other in a circle, types included', () => {
	assert.deepEqual(importCircles(source), []);
});

test('features know each other through `index.ts`', () => {
	assert.deepEqual(
		source.flatMap(file => innerImports(file)),
		[],
	);
});

test('an exported name has one meaning: one file declares it', () => {
	const declared = source.flatMap(({path, code}) =>
		[
			...code.matchAll(
				/^export (?:async )?(?:abstract )?(?:function\*?|const|class|type|interface) (\w+)/gm,
			),
		].map(([, name = '']) => ({name, path})),
	);
	const files = Map.groupBy(declared, ({name}) => name);
	assert.ok(files.size > 500);
	assert.deepEqual(
		[...files]
			.filter(([, places]) => new Set(places.map(({path}) => path)).size > 1)
			.map(([name, places]) => `${name}: ${places.map(({path}) => path).join(', ')}`),
		[],
	);
});

test('only `ui`, the views and the screen know React and Ink', () => {
	const knowing = source
		.filter(
			({path}) =>
				folderOf(path) !== 'ui' &&
				!path.startsWith('source/session/screen/') &&
				!path.endsWith('View.tsx') &&
				path !== 'source/features/views.ts',
		)
		.filter(({imports}) => imports.some(({target}) => isReact(target)));
	assert.deepEqual(paths(knowing), []);
});

test('React and Ink are loaded only when a screen is drawn, while the first response is on its way', () => {
	const all = new Map([...source, ...cli].map(file => [file.path, file]));
	const reached = new Set([
		...cli.map(({path}) => path),
		'source/session/start-session.ts',
		'source/session/screen/screen-session.ts',
	]);

	for (const path of reached) {
		for (const {target} of loadedBy(all.get(path))) {
			reached.add(target);
		}
	}

	assert.deepEqual([...reached].filter(isReact), []);
});

test('only the folders that face the terminal write to it (T2)', () => {
	const writing = source
		.filter(
			({path}) => !['commands', 'events', 'session', 'terminal', 'ui'].includes(folderOf(path)),
		)
		.filter(({code}) => /\bprocess\.(stdout|stderr)\b|\bconsole\./.test(code));
	assert.deepEqual(paths(writing), []);
});

test('only `core/text` declares a text safe (T2)', () => {
	const claiming = [...source, ...cli]
		.filter(({path}) => !path.startsWith('source/core/text/'))
		.filter(({code}) => /\bas SafeText\b/.test(code));
	assert.deepEqual(paths(claiming), []);
});

test('neither the state nor the screen reads the process', () => {
	const looking = source
		.filter(({path}) => ['core', 'features', 'store', 'ui'].includes(folderOf(path)))
		.filter(({code}) => /\bprocess\.|'node:process'/.test(code));
	assert.deepEqual(paths(looking), []);
});

test('what differs between systems is in `terminal` and `storage`', () => {
	const ofOneSystem =
		/'(win32|darwin|linux|SIG[A-Z]+)'|\bprocess\.(kill|execve|get[eug]+id)\(|\bO_NO|\/dev\/tty|\/bin\/|\bdetached:|\bchmod(Sync)?\(/;
	const elsewhere = [...source, ...cli]
		.filter(({path}) => !['storage', 'terminal'].includes(folderOf(path)))
		.filter(({code}) => ofOneSystem.test(code));
	assert.deepEqual(paths(elsewhere), []);
	const looking = [...source, ...cli].filter(({code}) =>
		/\bprocess\.platform\b|\bplatform\b[^;]*\} = process;|\bplatform\(\)/.test(code),
	);
	assert.deepEqual(paths(looking), ['source/terminal/platform.ts']);
});

test('time comes from a clock that is passed in', () => {
	const asking = source
		.filter(({path}) => path !== 'source/core/time/clock.ts')
		.filter(({code}) =>
			/\bDate\.now\(|\bnew Date\(\)|\bperformance\.now\(|\bset(Timeout|Interval)\(/.test(code),
		);
	assert.deepEqual(paths(asking), []);
});

test('numbers for people are written in one place', () => {
	const writing = source
		.filter(({path}) => path !== 'source/i18n/numbers.ts')
		.filter(({path}) =>
			['commands', 'config', 'events', 'features', 'i18n', 'session', 'ui'].includes(
				folderOf(path),
			),
		)
		.filter(({code}) => /\.toFixed\(|\.toLocaleString\(|Intl\.NumberFormat|\}%/.test(code));
	assert.deepEqual(paths(writing), []);
});

test('nothing reads what lies beside the project', () => {
	const beside = new RegExp(['\\.\\.\\/', 'shared\\b|/', 'work/'].join(''));
	const texts = ['source', 'test', 'docs', 'bench']
		.flatMap(folder => filesOf(folder))
		.concat(['cli.tsx', 'README.md', 'CONTRIBUTING.md', 'package.json'])
		.filter(path => existsSync(join(root, path)));
	assert.deepEqual(
		texts.filter(path => beside.test(readFileSync(join(root, path), 'utf8'))),
		[],
	);
});

function wrongDirections({path, imports}: SourceFile): readonly string[] {
	const folder = folderOf(path);

	return imports
		.filter(({target}) => {
			if (!target.includes('/') || !/\.tsx?$|^\.\.|^source\//.test(target)) {
				return false;
			}

			const allowed = new Set([folder, ...(mayImport.get(folder) ?? [])]);
			return (
				!target.startsWith('source/') || !(allowed.has(folderOf(target)) || allowed.has('all'))
			);
		})
		.map(({target}) => `${path} → ${target}`);
}

/**
 * Returns the forbidden imports of a file: those of another feature's files other than its `index.ts`. Allowed are
 * imports between two files that draw, since no `index.ts` may load Ink.
 */
function innerImports({path, imports}: SourceFile): readonly string[] {
	const feature = featureOf(path);
	return imports
		.map(({target}) => target)
		.filter(target => ![null, feature].includes(featureOf(target)) && feature !== null)
		.filter(target => !target.endsWith('/index.ts'))
		.filter(target => !(drawing.has(path) && drawing.has(target)))
		.map(target => `${path} → ${target}`);
}

function featureOf(path: string): string | null {
	return /^source\/features\/([^/]+)\//.exec(path)?.[1] ?? null;
}

/**
 * Returns circular imports, each like `a.ts → b.ts → a.ts`. May miss a circle that shares files with another one, but
 * finds at least one in each group of files that import each other.
 */
function importCircles(files: readonly SourceFile[]): readonly string[] {
	const byPath = new Map(files.map(file => [file.path, file]));
	const circles: string[] = [];
	const done = new Set<string>();
	const visit = (path: string, above: readonly string[]): void => {
		if (above.includes(path)) {
			circles.push([...above.slice(above.indexOf(path)), path].join(' → '));
		} else if (!done.has(path)) {
			const targets = byPath.get(path)?.imports ?? [];
			targets.forEach(({target}) => visit(target, [...above, path]));
			done.add(path);
		}
	};
	files.forEach(({path}) => visit(path, []));
	return circles;
}

/** Returns the imports that are always loaded with a file: neither `import type` nor `import(…)`. */
function loadedBy(file: SourceFile | undefined): SourceFile['imports'] {
	return file?.imports.filter(({typeOnly, dynamic}) => !typeOnly && !dynamic) ?? [];
}

function folderOf(path: string): string {
	return /^source\/([^/]+)\//.exec(path)?.[1] ?? path;
}

function isReact(target: string): boolean {
	return /^(react|ink)(\/|$)|^react-/.test(target);
}

function paths(files: readonly SourceFile[]): readonly string[] {
	return files.map(({path}) => path);
}

function filesOf(folder: string): readonly string[] {
	return existsSync(join(root, folder))
		? readdirSync(join(root, folder), {recursive: true, encoding: 'utf8'})
				.map(name => join(folder, name))
				.filter(path => /\.(tsx?|md|json)$/.test(path))
		: [];
}
